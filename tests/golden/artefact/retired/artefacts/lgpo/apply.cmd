@echo off
rem Adds this trust policy to the local policy of this machine, for machines that no domain reaches. Nothing else in the local policy changes.
rem Needs LGPO.exe of Microsoft's Security Compliance Toolkit, beside this file or in PATH, and an administrator. May be run again.
setlocal
set "lgpo=%~dp0LGPO.exe"
if not exist "%lgpo%" set "lgpo=LGPO.exe"
"%lgpo%" /m "%~dp0machine.pol" /u "%~dp0user.pol"
if not "%errorlevel%"=="0" goto failed
echo Added to the local policy: computer side user side. undo.cmd takes it away again.
exit /b 0
:failed
set "status=%errorlevel%"
echo LGPO.exe failed with status %status%. Is it there, and is this an administrator's window? 1>&2
exit /b 1
