@echo off
rem Runs Revolve's command line from a checkout; builds it first if that has not been done.
rem After a change of the sources, delete cli\target\revolve-cli.jar to build again.
setlocal
set "HOME_DIR=%~dp0"
if "%HOME_DIR:~-1%"=="\" set "HOME_DIR=%HOME_DIR:~0,-1%"
set "JAR=%HOME_DIR%\cli\target\revolve-cli.jar"

set "JAVA=java"
if defined JAVA_HOME if exist "%JAVA_HOME%\bin\java.exe" set "JAVA=%JAVA_HOME%\bin\java.exe"
"%JAVA%" -version >nul 2>&1
if errorlevel 1 (
  echo revolve: Java 17 or later is needed, on the PATH or in JAVA_HOME. 1>&2
  exit /b 2
)
if exist "%JAR%" goto run

where mvn >nul 2>&1
if errorlevel 1 (
  echo revolve: building needs Maven, on the PATH. 1>&2
  exit /b 2
)
if not exist "%HOME_DIR%\.revolve" mkdir "%HOME_DIR%\.revolve"
echo revolve: building, this once; a minute or two if Maven has to download ... 1>&2
pushd "%HOME_DIR%"
call mvn -q -B -pl cli -am -DskipTests -Dmaven.test.skip=true -Dmaven.javadoc.skip=true package > "%HOME_DIR%\.revolve\build.log" 2>&1
set "BUILT=%ERRORLEVEL%"
popd
if not "%BUILT%"=="0" (
  type "%HOME_DIR%\.revolve\build.log" 1>&2
  echo revolve: the build failed, see .revolve\build.log 1>&2
  exit /b 2
)

:run
"%JAVA%" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xshare:auto %REVOLVE_JAVA_OPTS% "-Drevolve.home=%HOME_DIR%" -cp "%JAR%;%HOME_DIR%\cli\target\lib\*" io.revolve.cli.Main %*
exit /b %ERRORLEVEL%
