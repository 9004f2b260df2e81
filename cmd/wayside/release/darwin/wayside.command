#!/bin/sh
# Opens the preview of this folder in the browser.
cd "$(dirname "$0")" && exec ./wayside serve --open
