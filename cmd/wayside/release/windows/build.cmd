@echo off
rem Makes the website of the guide in this folder: public\index.html.
cd /d "%~dp0"
wayside.exe build
echo.
pause
