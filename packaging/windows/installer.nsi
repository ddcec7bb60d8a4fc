; The Windows installer. Compiled on any system:
;   makensis /INPUTCHARSET UTF8 /DVERSION=0.1.0 /DPAYLOAD=dist/resshift-studio /DLICENCE=LICENSE /DOUTPUT=setup.exe installer.nsi
; Installs for the user alone, without administrator rights; /S installs silently, /D=FOLDER chooses the place.
Unicode true
!include "MUI2.nsh"
!include "FileFunc.nsh"

!ifndef VERSION | PAYLOAD | OUTPUT | LICENCE
  !error "Give /DVERSION=, /DPAYLOAD= (the finished folder) /DLICENCE= and /DOUTPUT="
!endif
!define NAME "ResShift Studio"
!define ID "ResShiftStudio"
!define EXE "resshift-studio.exe"
!define CLI "resshift-studio-cli.exe"
!define UNINSTALL "Software\Microsoft\Windows\CurrentVersion\Uninstall\${ID}"
!define CAPABILITIES "Software\${ID}\Capabilities"

Name "${NAME}"
OutFile "${OUTPUT}"
RequestExecutionLevel user
InstallDir "$LOCALAPPDATA\Programs\${NAME}"
InstallDirRegKey HKCU "Software\${ID}" "InstallDir"
SetCompressor /SOLID lzma
ManifestDPIAware true
BrandingText "${NAME} ${VERSION}"

!ifdef ICON
  !define MUI_ICON "${ICON}"
  !define MUI_UNICON "${ICON}"
!endif
!define MUI_ABORTWARNING
!define MUI_FINISHPAGE_RUN "$INSTDIR\${EXE}"

!insertmacro MUI_PAGE_WELCOME
!insertmacro MUI_PAGE_LICENSE "${LICENCE}"
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "English"
!insertmacro MUI_LANGUAGE "German"

VIProductVersion "${VERSION}.0"
VIAddVersionKey /LANG=1033 "ProductName" "${NAME}"
VIAddVersionKey /LANG=1033 "ProductVersion" "${VERSION}"
VIAddVersionKey /LANG=1033 "FileVersion" "${VERSION}"
VIAddVersionKey /LANG=1033 "FileDescription" "${NAME} installer"
VIAddVersionKey /LANG=1033 "LegalCopyright" "The ResShift Studio authors, MIT licence"

!macro Associate EXTENSION
  WriteRegStr HKCU "Software\Classes\${EXTENSION}\OpenWithProgids" "${ID}.Picture" ""
  WriteRegStr HKCU "${CAPABILITIES}\FileAssociations" "${EXTENSION}" "${ID}.Picture"
!macroend
!macro Dissociate EXTENSION
  DeleteRegValue HKCU "Software\Classes\${EXTENSION}\OpenWithProgids" "${ID}.Picture"
!macroend
!macro EachExtension ACTION
  !insertmacro ${ACTION} ".png"
  !insertmacro ${ACTION} ".jpg"
  !insertmacro ${ACTION} ".jpeg"
  !insertmacro ${ACTION} ".webp"
  !insertmacro ${ACTION} ".tif"
  !insertmacro ${ACTION} ".tiff"
  !insertmacro ${ACTION} ".bmp"
  !insertmacro ${ACTION} ".gif"
  !insertmacro ${ACTION} ".avif"
  !insertmacro ${ACTION} ".tga"
  !insertmacro ${ACTION} ".dds"
!macroend

; A program that runs would leave half of the old files behind, so nothing is deleted then. Windows opens its file for
; nobody who wants to write.
!macro StopWhereRunning FILE THEN
  ${If} ${FileExists} "$INSTDIR\${FILE}"
    ClearErrors
    FileOpen $0 "$INSTDIR\${FILE}" a
    ${If} ${Errors}
      MessageBox MB_OK|MB_ICONEXCLAMATION "${NAME} is running. Close it and its trainings, then ${THEN} again." /SD IDOK
      Abort
    ${EndIf}
    FileClose $0
  ${EndIf}
!macroend

Section "Program"
  !insertmacro StopWhereRunning "${EXE}" "install"
  !insertmacro StopWhereRunning "${CLI}" "install"
  ${If} ${FileExists} "$INSTDIR\${EXE}"
    Delete "$INSTDIR\${EXE}"
    Delete "$INSTDIR\${CLI}"
    RMDir /r "$INSTDIR\_internal"
  ${EndIf}
  SetOutPath "$INSTDIR"
  File /r "${PAYLOAD}/*.*"
  WriteUninstaller "$INSTDIR\uninstall.exe"
  CreateShortcut "$SMPROGRAMS\${NAME}.lnk" "$INSTDIR\${EXE}"
  WriteRegStr HKCU "Software\${ID}" "InstallDir" "$INSTDIR"
  ${GetSize} "$INSTDIR" "/S=0K" $0 $1 $2
  IntFmt $0 "0x%08X" $0
  WriteRegDWORD HKCU "${UNINSTALL}" "EstimatedSize" "$0"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayName" "${NAME}"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayIcon" "$INSTDIR\${EXE}"
  WriteRegStr HKCU "${UNINSTALL}" "Publisher" "The ResShift Studio authors"
  WriteRegStr HKCU "${UNINSTALL}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${UNINSTALL}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKCU "${UNINSTALL}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKCU "${UNINSTALL}" "NoModify" 1
  WriteRegDWORD HKCU "${UNINSTALL}" "NoRepair" 1
SectionEnd

; Offered under "Open with"; nobody's standard program is changed.
Section "Open with"
  WriteRegStr HKCU "Software\Classes\${ID}.Picture" "" "Picture"
  WriteRegStr HKCU "Software\Classes\${ID}.Picture\DefaultIcon" "" "$INSTDIR\${EXE},0"
  WriteRegStr HKCU "Software\Classes\${ID}.Picture\shell\open\command" "" '"$INSTDIR\${EXE}" "%1"'
  WriteRegStr HKCU "${CAPABILITIES}" "ApplicationName" "${NAME}"
  WriteRegStr HKCU "${CAPABILITIES}" "ApplicationDescription" "Enlarges pictures by residual-shifting diffusion"
  WriteRegStr HKCU "Software\RegisteredApplications" "${ID}" "${CAPABILITIES}"
  !insertmacro EachExtension Associate
  ${RefreshShellIcons}
SectionEnd

; Settings, models and results lie elsewhere and stay.
Section "Uninstall"
  !insertmacro StopWhereRunning "${EXE}" "uninstall"
  !insertmacro StopWhereRunning "${CLI}" "uninstall"
  Delete "$SMPROGRAMS\${NAME}.lnk"
  Delete "$INSTDIR\${EXE}"
  Delete "$INSTDIR\${CLI}"
  Delete "$INSTDIR\uninstall.exe"
  RMDir /r "$INSTDIR\_internal"
  RMDir "$INSTDIR"
  !insertmacro EachExtension Dissociate
  DeleteRegKey HKCU "Software\Classes\${ID}.Picture"
  DeleteRegValue HKCU "Software\RegisteredApplications" "${ID}"
  DeleteRegKey HKCU "Software\${ID}"
  DeleteRegKey HKCU "${UNINSTALL}"
SectionEnd
