; Inno Setup script for the folder that packaging/build.py makes on Windows.
; Written, not tried: the desk has not been run on Windows yet (see README).
; From the checkout: iscc /DVersion=0.1.0 packaging\windows\tierslieu-desk.iss

#ifndef Version
  #define Version "0.1.0"
#endif

[Setup]
AppId={{5C0B0E0E-6E0B-4F0C-9C1B-7D8C9E0B7A11}
AppName=Tiers-Lieu Desk
AppVersion={#Version}
DefaultDirName={autopf}\Tiers-Lieu Desk
DefaultGroupName=Tiers-Lieu Desk
DisableProgramGroupPage=yes
LicenseFile=..\..\LICENSE
OutputDir=..\..\dist
OutputBaseFilename=tierslieu-desk-{#Version}-setup
PrivilegesRequired=lowest
PrivilegesRequiredOverridesAllowed=dialog
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
Compression=lzma2
SolidCompression=yes
UninstallDisplayName=Tiers-Lieu Desk

[Languages]
Name: "fr"; MessagesFile: "compiler:Languages\French.isl"
Name: "es"; MessagesFile: "compiler:Languages\Spanish.isl"
Name: "ca"; MessagesFile: "compiler:Languages\Catalan.isl"
Name: "en"; MessagesFile: "compiler:Default.isl"

[InstallDelete]
; A new version never runs on modules of an old one.
Type: filesandordirs; Name: "{app}\_internal"

[Files]
Source: "..\..\build\frozen\tierslieu-desk\*"; DestDir: "{app}"; Flags: recursesubdirs ignoreversion

[Icons]
Name: "{group}\Tiers-Lieu Desk"; Filename: "{app}\tierslieu-desk.exe"
Name: "{autodesktop}\Tiers-Lieu Desk"; Filename: "{app}\tierslieu-desk.exe"

; The store and its papers live in the user's data folder and are never touched, installing or removing.
