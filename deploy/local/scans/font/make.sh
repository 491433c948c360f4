#!/usr/bin/env bash
# Cuts scan-serif.otf anew after characters.txt has grown. Needs: apt-get install fonts-noto-cjk; pip install fonttools
set -euo pipefail
cd "$(dirname "$0")"
# The third font of the collection is Noto Serif CJK SC.
pyftsubset /usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc --font-number=2 --text-file=characters.txt \
  --layout-features='' --notdef-outline --no-hinting --name-IDs='*' --output-file=scan-serif.otf
