@echo off
rem Removes from the ordinary certificate stores of the user who runs it what earlier revisions of the package put there by other ways
rem than Group Policy. Says what it removed; what is not there is no error. May be run again. Touches nothing else.
setlocal
set removed=0
call :remove "SOFTWARE\Microsoft\SystemCertificates\Root\Certificates\5A2CEB8A732C443F52B83A80339B2737E85291C1" "Root" "5A2CEB8A732C443F52B83A80339B2737E85291C1"
if not "%errorlevel%"=="0" exit /b 1
call :remove "SOFTWARE\Microsoft\SystemCertificates\TrustedPeople\Certificates\0D019034B73255EE2FC8D6B9CBE4517C695FDBF9" "TrustedPeople" "0D019034B73255EE2FC8D6B9CBE4517C695FDBF9"
if not "%errorlevel%"=="0" exit /b 1
echo %removed% of 2 certificates removed.
exit /b 0

:remove
reg query "HKCU\%~1" >nul 2>&1
if not "%errorlevel%"=="0" exit /b 0
reg delete "HKCU\%~1" /f >nul
if not "%errorlevel%"=="0" (
  echo Could not remove %~3 from %~2. Nothing after it was removed. 1>&2
  exit /b 1
)
echo Removed %~3 from %~2.
set /a removed+=1 >nul
exit /b 0
