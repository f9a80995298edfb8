#!/bin/sh
# What has to be there before make sets anything up: says in both languages what is missing.
# usage: prerequisites.sh <python> <megabytes the packages need>
python=$1
needed=$2
missing=0

lacks() {
	printf '%s\n%s\n\n' "$1" "$2" >&2
	missing=1
}

version=$([ -n "$python" ] && "$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null)
case $version in
3.11 | 3.12 | 3.13)
	"$python" -c 'import ensurepip, venv' 2>/dev/null || lacks \
		"Python $version に venv がありません。導入してください(Debian、Ubuntu では python$version-venv)。" \
		"Python $version lacks its module venv. Install it (on Debian and Ubuntu: python$version-venv)."
	;;
*)
	lacks "Python 3.11 から 3.13 までが必要です(見つかったもの: ${version:-なし})。導入するか、make PYTHON=<パス> で指定してください。" \
		"Python 3.11 to 3.13 is needed (found: ${version:-none}). Install it, or name it: make PYTHON=<path>."
	;;
esac

version=$(node --version 2>/dev/null)
case $version in
v20.* | v21.* | v22.* | v23.* | v24.*)
	command -v npm >/dev/null || lacks "npm がありません。Node.js とともに導入してください。" \
		"npm is not there. Install it with Node.js."
	;;
*)
	lacks "Node.js 20 から 24 までが必要です(見つかったもの: ${version:-なし})。" \
		"Node.js 20 to 24 is needed (found: ${version:-none})."
	;;
esac

free=$(($(df -Pk . | awk 'NR == 2 { print $4 }') / 1024))
[ "$free" -ge "$needed" ] || lacks \
	"ディスクの空きが足りません。環境の準備に ${needed} MB が必要ですが、空きは ${free} MB です。" \
	"There is not enough room on the disk: the packages need ${needed} MB, ${free} MB are free."

exit $missing
