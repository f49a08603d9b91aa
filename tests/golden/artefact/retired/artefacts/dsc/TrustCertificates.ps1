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

# Package retired, revision 2.
# The computer's stores serve every user of the computer: nothing is written for users alone.
Configuration TrustCertificates
{
    param(
        [string[]] $NodeName,
        [string] $Ensure
    )

    Import-DscResource -ModuleName 'PSDesiredStateConfiguration'

    Node $NodeName
    {
    }
}

TrustCertificates -NodeName $NodeName -Ensure $Ensure -OutputPath $OutputPath
