#!/usr/bin/env bash
# What PDF needs of a Debian or Ubuntu system: LibreOffice Writer (no desktop), and the fonts of deploy/fonts/mapping.conf.
# What is there already is left alone. `--tests` adds what the tests look into a PDF with.
set -euo pipefail

FANDOL=/usr/local/share/fonts/fandol
PROGRAM=/usr/lib/libreoffice/program
as_root=()

installed() { [ "$(dpkg-query --show --showformat='${db:Status-Abbrev}' "$1" 2>/dev/null)" = "ii " ]; }

missing_packages() {
  # Any Writer will do, a desktop's as well; the program library comes with its core.
  [ -e "$PROGRAM/libswlo.so" ] && [ -e "$PROGRAM/libmergedlo.so" ] || echo libreoffice-writer-nogui
  local package
  for package in fontconfig fonts-liberation fonts-lxgw-wenkai fonts-noto-cjk "$@"; do
    installed "$package" || echo "$package"
  done
}

become_root() {
  [ "$(id -u)" = 0 ] && return
  if command -v sudo >/dev/null && sudo --non-interactive true 2>/dev/null; then
    as_root=(sudo)
    return
  fi
  echo "system-packages.sh: 还缺少：$*。请以 root 身份（或能用 sudo 的用户）运行 deploy/system-packages.sh 安装。" >&2
  exit 1
}

get() { "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get --quiet --quiet "$@"; }

# Three files of a package of 49 MB, without the TeX behind it. Not FandolSong-Bold: it says that it is of regular weight.
unpack_fandol() {
  local folder
  folder=$(mktemp --directory)
  (cd "$folder" && apt-get --quiet --quiet -o APT::Sandbox::User=root download texlive-lang-chinese)
  "${as_root[@]}" install --directory --mode=755 "$FANDOL"
  dpkg-deb --fsys-tarfile "$folder"/texlive-lang-chinese_*.deb \
    | "${as_root[@]}" tar --extract --directory "$FANDOL" --no-same-owner --wildcards --transform 's|.*/||' \
        '*/FandolFang-Regular.otf' '*/FandolKai-Regular.otf' '*/FandolSong-Regular.otf' \
        './usr/share/doc/texlive-lang-chinese/copyright'
  rm -r "$folder"
  "${as_root[@]}" fc-cache "$FANDOL"
}

tests=()
if [ "${1:-}" = --tests ]; then tests=(poppler-utils); fi
mapfile -t missing < <(missing_packages "${tests[@]}")
[ -e "$FANDOL/FandolFang-Regular.otf" ] || missing+=(Fandol)
if [ "${#missing[@]}" = 0 ]; then exit 0; fi

command -v apt-get >/dev/null || { echo "system-packages.sh: 只支持 Debian 和 Ubuntu；请自行安装：${missing[*]}" >&2; exit 1; }
become_root "${missing[*]}"
get update
packages=("${missing[@]/Fandol/}")
mapfile -t packages < <(printf '%s\n' "${packages[@]}" | sed '/^$/d')
if [ "${#packages[@]}" != 0 ]; then get install --yes --no-install-recommends "${packages[@]}"; fi
if [ ! -e "$FANDOL/FandolFang-Regular.otf" ]; then unpack_fandol; fi
