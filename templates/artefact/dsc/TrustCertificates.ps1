# SPDX-FileCopyrightText: The gpotrust contributors
# SPDX-License-Identifier: MIT
<#
.SYNOPSIS
Makes the MOF of a PowerShell DSC configuration that writes this package's certificates into the ordinary certificate stores.

.DESCRIPTION
Not verified: nobody has run this on Windows yet. Try it on one computer first.
.\TrustCertificates.ps1; Start-DscConfiguration -Path .\mof -Wait -Verbose
To undo: .\TrustCertificates.ps1 -Ensure Absent, and start it the same way.
#>
param(
    [ValidateSet('Present', 'Absent')]
    [string] $Ensure = 'Present',

    [string[]] $NodeName = 'localhost',

    [string] $OutputPath = (Join-Path -Path $PSScriptRoot -ChildPath 'mof')
)

# Package {{slug}}, revision {{revision}}.
{{#if user}}
# The policy is for users alone: HKEY_CURRENT_USER is that of the account the configuration runs as. Give PsDscRunAsCredential, or use Group Policy.
{{/if}}
{{#if both}}
# The computer's stores serve every user of the computer: nothing is written for users alone.
{{/if}}
{{#if peer_usages}}
# Left out: the widened peer trust (PeerUsages) of the policy.
{{/if}}
Configuration TrustCertificates
{
    param(
        [string[]] $NodeName,
        [string] $Ensure
    )

    Import-DscResource -ModuleName 'PSDesiredStateConfiguration'

    Node $NodeName
    {
{{#each certificates}}
        # ends {{not_after}}
        if ($Ensure -eq 'Present')
        {
            Registry '{{store}} {{sha1}}'
            {
                Key = '{{hive}}\{{key}}'
                ValueName = 'Blob'
                ValueType = 'Binary'
                ValueData = '0x{{blob}}'
                Ensure = 'Present'
                Force = $true
            }
        }
        else
        {
            Registry '{{store}} {{sha1}}'
            {
                Key = '{{hive}}\{{key}}'
                ValueName = ''
                Ensure = 'Absent'
                Force = $true
            }
        }
{{/each}}
    }
}

TrustCertificates -NodeName $NodeName -Ensure $Ensure -OutputPath $OutputPath
