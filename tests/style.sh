#!/usr/bin/env bash
# Formatting of every source file, and clang-tidy-19 on what changed against BASE (default: the last ten commits), newest
# first, as far as the time goes.
# usage: tests/style.sh [BASE]
set -uo pipefail
cd "$(dirname "$0")/.."
code=0
mapfile -t sources < <(git ls-files 'app/*.cpp' 'app/*.h' 'ui/*.cpp' 'ui/*.h' 'models/*.cpp' 'models/*.h' 'services/*.cpp' 'services/*.h' 'tests/*.cpp' 'tests/*.h')
clang-format-19 --dry-run -Werror "${sources[@]}" || code=1

base=${1:-$(git rev-list --max-count=11 HEAD | tail -n 1)}
mapfile -t changed < <(git diff --name-only --diff-filter=d "$base" HEAD -- 'services/*.cpp' 'models/*.cpp' | head -n "${TIDY_FILES:-6}")
[ ${#changed[@]} -eq 0 ] && exit $code
# By a build that would compile every file on its own; only its list of commands is needed.
cmake --preset development -Wno-dev >/dev/null || exit 1
printf '%s\0' "${changed[@]}" | xargs -0 -n 1 -P "$(nproc)" clang-tidy-19 --quiet -p build/development || code=1
exit $code
