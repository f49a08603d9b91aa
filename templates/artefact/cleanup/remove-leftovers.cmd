@echo off
rem Removes from the ordinary certificate stores{{#if computer}} of this computer{{/if}}{{#unless computer}} of the user who runs it{{/unless}} what earlier revisions of the package put there by other ways
rem than Group Policy. Says what it removed; what is not there is no error. May be run again. Touches nothing else.
setlocal
set removed=0
{{#each certificates}}
call :remove "{{key}}" "{{store}}" "{{sha1}}"
if not "%errorlevel%"=="0" exit /b 1
{{/each}}
echo %removed% of {{count}} certificates removed.
exit /b 0

:remove
reg query "{{hive}}\%~1" >nul 2>&1
if not "%errorlevel%"=="0" exit /b 0
reg delete "{{hive}}\%~1" /f >nul
if not "%errorlevel%"=="0" (
  echo Could not remove %~3 from %~2.{{#if computer}} Is this an administrator's window?{{/if}} Nothing after it was removed. 1>&2
  exit /b 1
)
echo Removed %~3 from %~2.
set /a removed+=1 >nul
exit /b 0
