// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "gpotrust/gpo/extension_names.hpp"

#include <algorithm>
#include <iterator>
#include <string>

namespace gpotrust::gpo {
namespace {

struct Name {
    std::string_view guid;
    std::string_view name;
};

// Microsoft's "Identifying Group Policy Client-Side Extensions" (KB 216357) and "Group Policy Client Side Extension List", [MS-GPPREF] 1.9, [MS-GPEF] 1.9. Sorted by GUID.
constexpr Name k_names[] = {
    {"{00000000-0000-0000-0000-000000000000}", "Preferences"},
    {"{0ACDD40C-75AC-47AB-BAA0-BF6DE7E7FE63}", "Wireless"},
    {"{0E28E245-9368-4853-AD84-6DA3BA35BB75}", "Preferences: environment"},
    {"{0F3F3735-573D-9804-99E4-AB2A69BA5FD4}", "Advanced Audit Policy"},
    {"{0F6B957D-509E-11D1-A7CC-0000F87571E3}", "Administrative Templates, computer"},
    {"{0F6B957E-509E-11D1-A7CC-0000F87571E3}", "Administrative Templates, user"},
    {"{17D89FEC-5C44-4972-B12D-241CAEF74509}", "Preferences: users and groups"},
    {"{1A6364EB-776B-4120-ADE1-B63A406A76B5}", "Preferences: devices"},
    {"{25537BA6-77A8-11D2-9B6C-0000F8080861}", "Folder Redirection"},
    {"{2EA1A81B-48E5-45E9-8BB7-A6E3AC170006}", "Preferences: drives"},
    {"{35141B6B-498A-4CC7-AD59-CEF93D89B2CE}", "Preferences: environment"},
    {"{35378EAC-683F-11D2-A89A-00C04FBBCFA2}", "Registry"},
    {"{3610EDA5-77EF-11D2-8DC5-00C04FA31A66}", "Disk Quota"},
    {"{40B6664F-4972-11D1-A7CA-0000F87571E3}", "Scripts, computer"},
    {"{40B66650-4972-11D1-A7CA-0000F87571E3}", "Scripts, user"},
    {"{42B5FAAE-6536-11D2-AE5A-0000F87571E3}", "Scripts"},
    {"{53D6AB1B-2488-11D1-A28C-00C04FB94F17}", "Certificates, Default Domain Policy"},
    {"{53D6AB1D-2488-11D1-A28C-00C04FB94F17}", "Certificates"},
    {"{5794DAFD-BE60-433F-88A2-1A31939AC01F}", "Preferences: drives"},
    {"{6232C319-91AC-4931-9385-E70C2B099F0E}", "Preferences: folders"},
    {"{62C1845D-C4A6-4ACB-BBB0-C895FD090385}", "AppLocker"},
    {"{7150F9BF-48AD-4DA4-A49C-29EF4A8369BA}", "Preferences: files"},
    {"{74EE6C03-5363-4554-B161-627540339CAB}", "Preferences: ini files"},
    {"{803E14A0-B4FB-11D0-A0D0-00A0C90F574B}", "Security Settings"},
    {"{827D319E-6EAC-11D2-A4EA-00C04F79F83A}", "Security"},
    {"{91FBB303-0CD5-4055-BF42-E512A681B325}", "Preferences: services"},
    {"{942A8E4F-A261-11D1-A760-00C04FB9603F}", "Software Installation, computer"},
    {"{A2E30F80-D7DE-11D2-BBDE-00C04F86AE3B}", "Internet Explorer Maintenance"},
    {"{AADCED64-746C-4633-A97C-D61349046527}", "Preferences: scheduled tasks"},
    {"{B05566AC-FE9C-4368-BE01-7A4CBB6CBA11}", "Windows Firewall"},
    {"{B087BE9D-ED37-454F-AF9C-04291E351182}", "Preferences: registry"},
    {"{B1BE8D72-6EAC-11D2-A4EA-00C04F79F83A}", "EFS recovery"},
    {"{BACF5C8A-A3C7-11D1-A760-00C04FB9603F}", "Software Installation, user"},
    {"{BC75B1ED-5833-4858-9BB8-CBF0B166DF9D}", "Preferences: printers"},
    {"{BEE07A6A-EC9F-4659-B8C9-0B1937907C83}", "Preferences: registry"},
    {"{C418DD9D-0D14-4EFB-8FBF-CFE535C8FAC7}", "Preferences: shortcuts"},
    {"{C6DC5466-785A-11D2-84D0-00C04FB169F7}", "Software Installation"},
    {"{D02B1F72-3407-48AE-BA88-E8213C6761F1}", "Administrative Templates, computer"},
    {"{D02B1F73-3407-48AE-BA88-E8213C6761F1}", "Administrative Templates, user"},
    {"{D76B9641-3288-4F75-942D-087DE603E3EA}", "Local Administrator Password Solution"},
    {"{E437BC1C-AA7D-11D2-A382-00C04F991E27}", "IP Security"},
    {"{E62688F0-25FD-4C90-BFF5-F508B9D2E31F}", "Preferences: power options"},
    {"{F3CCC681-B74C-4060-9F26-CD84525DCA2A}", "Audit policy"},
};

}  // namespace

std::string_view name_of_extension(const core::Guid& guid) {
    const std::string text = core::to_braced_upper(guid);
    const Name* const found = std::lower_bound(std::begin(k_names), std::end(k_names), std::string_view(text),
                                               [](const Name& row, std::string_view wanted) { return row.guid < wanted; });
    return found != std::end(k_names) && found->guid == text ? found->name : std::string_view();
}

}  // namespace gpotrust::gpo
