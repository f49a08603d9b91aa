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

# Package quoted-tagged-name-x-y, revision 1.
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
        # ends 2030-12-31
        if ($Ensure -eq 'Present')
        {
            Registry 'TrustedPeople 2F9996004BEAA52D252B9E81E57F439C877A12CB'
            {
                Key = 'HKEY_LOCAL_MACHINE\SOFTWARE\Microsoft\SystemCertificates\TrustedPeople\Certificates\2F9996004BEAA52D252B9E81E57F439C877A12CB'
                ValueName = 'Blob'
                ValueType = 'Binary'
                ValueData = '0x0300000001000000140000002F9996004BEAA52D252B9E81E57F439C877A12CB0B000000010000005A0000002200510075006F0074006500640022002000260020003C007400610067006700650064003E00200027006E0061006D006500270020005D005D003E0020003DD812DD20002400280078002900200060007900600020001920000020000000010000006C010000308201683082010EA00302010202104503BF96A1246AB6A0497416E51B92C2300A06082A8648CE3D040302302D312B302906035504030C22C39C6EC3AF636F6465202251222026203C623E27205D5D3E20F09F94922C204C7464301E170D3236303130313030303030305A170D3330313233313030303030305A302D312B302906035504030C22C39C6EC3AF636F6465202251222026203C623E27205D5D3E20F09F94922C204C74643059301306072A8648CE3D020106082A8648CE3D030107034200041D13D4990FCAEF5636DF10FC1FD73693036905E770DE612D118F6D35725094B7CA8160F341352F4369DDCCB893D1CDCE5AD0D444B0E65CCF1002CAB6535D0864A310300E300C0603551D130101FF04023000300A06082A8648CE3D040302034800304502200F966D4E9BCE36238A4D96493FA3C29B94D4F5A270A22FF12B403467C9DDBC9A022100C42134D26404907BFE0FAF27B633AE36DB8D5B75529DA116F356722350EE6688'
                Ensure = 'Present'
                Force = $true
            }
        }
        else
        {
            Registry 'TrustedPeople 2F9996004BEAA52D252B9E81E57F439C877A12CB'
            {
                Key = 'HKEY_LOCAL_MACHINE\SOFTWARE\Microsoft\SystemCertificates\TrustedPeople\Certificates\2F9996004BEAA52D252B9E81E57F439C877A12CB'
                ValueName = ''
                Ensure = 'Absent'
                Force = $true
            }
        }
    }
}

TrustCertificates -NodeName $NodeName -Ensure $Ensure -OutputPath $OutputPath
