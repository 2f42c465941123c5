# Filters into which the program inserts values.
param([string]$Name, $Group)

Get-FalconHost -Filter "hostname:['$Name']"
Get-FalconHost -Filter "hostname:['$($Name.Trim())']+site_nme:`"x`""
Get-FalconHost -Filter ("hostname:['" + $Name + "']")
Get-FalconHost -Filter ("hostname:['{0}']+groups:['{1}']" -f $Name, $Group)
$Filter = "platform_name:'Windows'"
if ($Name) { $Filter += "+hostnme:*'*$Name*'" }
Get-FalconHost -Filter $Filter
Get-FalconHost -Filter "hostname:[$Group]+platform_name:'Mac'"
Get-FalconHost -Filter ("hostname:['{0}']" -f [System.Net.Dns]::GetHostName())
