# Filters with errors and warnings.

Get-FalconHost -Filter "platfrom_name:'Windows'"
Get-FalconHost -Filter:'platform_name=''Windows'' -and status:''normal'''
$Filter = "last_seen:>now-7d"
Get-FalconHost -Filter $Filter -All
$Param = @{ Filter = "statuss:'open'"; Limit = 5 }
Get-FalconVulnerability @Param
Get-FalconFirewallRule -Filter @"
name:'Block*'
"@
Get-FalconVulnerability -Filter "cve.is_cisa_kev:True"
