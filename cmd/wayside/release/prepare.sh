#!/bin/sh
# Makes what a release has in addition to the programs: the resources of the Windows programs (icon,
# version), completions and manual pages. Its argument is the version.
set -eu
cd "$(dirname "$0")/../../.."

go run github.com/tc-hib/go-winres@v0.3.3 make --in cmd/wayside/winres/winres.json --out cmd/wayside/rsrc \
  --arch amd64,arm64 --product-version "$1" --file-version "$1"

made=cmd/wayside/release/made
rm -rf "$made"
mkdir -p "$made/completions" "$made/man/man1" "$made/man/zh_CN/man1"
go build -o "$made/wayside" ./cmd/wayside
for shell in bash zsh fish powershell; do
  "$made/wayside" completion "$shell" --lang en >"$made/completions/wayside.$shell"
done
rm "$made/wayside"
cp docs/wayside.1 "$made/man/man1/wayside.1"
cp docs/wayside.zh.1 "$made/man/zh_CN/man1/wayside.1"
