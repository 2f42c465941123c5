# Findings that comments suppress.
Get-FalconHost -Filter "platfrom_name:'Windows'" # fql-lint: ignore
# fql-lint: ignore FQL113
Get-FalconHost -Filter "platfrom_name:'Windows'"
# fql-lint: ignore FQL133
Get-FalconHost -Filter "platfrom_name:'Windows'"
