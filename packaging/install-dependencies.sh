#!/usr/bin/env bash
# Installs what is missing on Debian 12 and says nothing when nothing is.
# usage: install-dependencies.sh [build|test|quality]...   (build: compile and run; test: everything the tests use)
set -euo pipefail

build=(build-essential cmake ninja-build pkg-config git ccache mold ca-certificates
       qt6-base-dev qt6-base-dev-tools qt6-charts-dev qt6-svg-dev libqt6svg6 libqt6opengl6-dev libqt6sql6-sqlite
       libgl-dev libvulkan-dev libxkbcommon-dev libqscintilla2-qt6-dev
       qtkeychain-qt6-dev libboost1.81-dev libssl-dev libsqlite3-dev libexpected-dev libsimdjson-dev
       libtomlplusplus-dev libcli11-dev libicu-dev libhpdf-dev libqrencode-dev libxlsxwriter-dev libpango1.0-dev libminizip-dev fonts-dejavu-core fonts-noto-core fonts-droid-fallback)
test=(python3 sqlite3 curl openssl nodejs npm postgresql mariadb-server libqt6sql6-psql libqt6sql6-mysql
      xvfb xauth openbox xdotool x11-utils dbus dbus-user-session at-spi2-core python3-gi gir1.2-atspi-2.0 imagemagick
      chromium poppler-utils libreoffice-calc-nogui python3-openpyxl)
quality=(clang-19 clang-tidy-19 clang-format-19 libclang-rt-19-dev)

wanted=()
for set in "${@:-build}"; do
  case "$set" in
    build) wanted+=("${build[@]}") ;;
    test) wanted+=("${test[@]}") ;;
    quality) wanted+=("${quality[@]}") ;;
    *) echo "install-dependencies.sh: no set named '$set' (build, test, quality)" >&2; exit 2 ;;
  esac
done

# node and npm may come from elsewhere than Debian; what counts is that the programs are there.
missing=()
for package in "${wanted[@]}"; do
  case "$package" in
    nodejs) command -v node >/dev/null && continue ;;
    npm) command -v npm >/dev/null && continue ;;
    python3) command -v python3 >/dev/null && continue ;;
  esac
  [ "$(dpkg-query -W -f='${Status}' "$package" 2>/dev/null)" = "install ok installed" ] || missing+=("$package")
done
[ ${#missing[@]} -eq 0 ] && exit 0

if [ "$(id -u)" -eq 0 ]; then root=(); else
  command -v sudo >/dev/null || { echo "These packages are missing, and only root can install them: ${missing[*]}" >&2; exit 1; }
  root=(sudo)
fi
echo "Installing: ${missing[*]}"
# Servers are for tests that start their own private ones: apt must not start any.
policy=/usr/sbin/policy-rc.d
if [ ! -e "$policy" ]; then
  printf '#!/bin/sh\nexit 101\n' | "${root[@]}" tee "$policy" >/dev/null && "${root[@]}" chmod +x "$policy"
  trap '"${root[@]}" rm -f "$policy"' EXIT
fi
log=$(mktemp)
options=(-y -qq --no-install-recommends -o DPkg::Lock::Timeout=600)
if ! { "${root[@]}" apt-get update -qq && DEBIAN_FRONTEND=noninteractive "${root[@]}" apt-get install "${options[@]}" "${missing[@]}"; } >"$log" 2>&1; then
  tail -n 20 "$log" >&2
  echo "The packages above could not be installed; the whole log is in $log" >&2
  exit 1
fi
rm -f "$log"
