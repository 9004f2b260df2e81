#!/bin/sh
# Makes the website of the guide in this folder: public/index.html.
cd "$(dirname "$0")" && exec ./wayside build
