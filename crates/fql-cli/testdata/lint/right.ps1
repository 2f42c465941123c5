# Filters without findings.
param([string]$Name, [int]$Days)

Get-FalconHost -Filter "platform_name:'Windows'+last_seen:>'now-7d'" -Detailed
Get-FalconHost -Filter 'platform_name:''Linux'''
Get-FalconHost -Filter "hostname:['$($Name -replace "'","\'")']"
$Param = @{
    Filter = "status:'open'"
    Limit  = 100
}
Get-FalconVulnerability @Param
Write-Host "Status: '$Name'"
Get-ChildItem -Filter '*.csv'
Get-FalconAlert -Filter "created_timestamp:>'$((Get-Date).AddDays(-1).ToString('yyyy-MM-ddTHH:mm:ssZ'))'"
if ($Filter -eq "kind:'other'") { Get-FalconHost }
Get-CimInstance -ClassName Win32_Service -Filter "Name='CSFalconService'"
