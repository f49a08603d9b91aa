@echo off
rem Takes this trust policy out of the local policy of this machine again: its settings become "not configured". May be run again.
rem Needs LGPO.exe 3.0 of Microsoft's Security Compliance Toolkit, beside this file or in PATH, and an administrator.
setlocal
set "lgpo=%~dp0LGPO.exe"
if not exist "%lgpo%" set "lgpo=LGPO.exe"
"%lgpo%" /t "%~dp0undo.txt"
if not "%errorlevel%"=="0" goto failed
echo Taken out of the local policy: computer side user side. gpupdate /force applies it now.
exit /b 0
:failed
set "status=%errorlevel%"
echo LGPO.exe failed with status %status%. Is it there, and is this an administrator's window? 1>&2
exit /b 1
