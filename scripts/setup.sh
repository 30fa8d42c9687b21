# SPDX-License-Identifier: MIT
# shellcheck shell=sh
# What run, test and the CI share: the packages they need, and the Release build. Sourced, with $root set to the checkout.
# Everything said goes to standard error; standard input is left to the program.

# shellcheck disable=SC2154 # root
tree=$root/build/release
stamp=$tree/.built
lock=$root/build/lock

say() {
    printf 'caucus-tally: %s\n' "$*" >&2
}

# The program's own statuses end at 5; this is the shell's "cannot execute".
die() {
    say "$*"
    exit 126
}

find_manager() {
    for manager in apt-get dnf pacman apk brew; do
        if command -v "$manager" >/dev/null; then return; fi
    done
    manager=none
}

# packages PURPOSE: what the manager calls the things needed to build the program, and on top of it for the tests or
# the CI. utf8proc, zlib and zstd come with static libraries where the distribution has any.
packages() {
    case $manager.$1 in
        apt-get.run) echo g++ cmake ninja-build nlohmann-json3-dev libfmt-dev libpugixml-dev libcli11-dev libutf8proc-dev zlib1g-dev libzstd-dev ;;
        apt-get.test) echo catch2 python3 python3-jsonschema diffutils ;;
        apt-get.ci) echo python3-distributed parallel ccache clang libclang-rt-dev clang-format clang-tidy shellcheck zsh fish mandoc groff dpkg-dev lintian ;;
        dnf.run) echo gcc-c++ libstdc++-static cmake ninja-build json-devel fmt-devel pugixml-devel cli11-devel utf8proc-devel zlib-devel libzstd-devel ;;
        dnf.test) echo catch-devel python3 python3-jsonschema diffutils ;;
        pacman.run) echo gcc cmake ninja nlohmann-json fmt pugixml cli11 libutf8proc zlib zstd ;;
        pacman.test) echo catch2 python python-jsonschema diffutils ;;
        apk.run) echo g++ musl-dev cmake samurai nlohmann-json fmt-dev pugixml-dev utf8proc-dev zlib-dev zstd-dev ;;
        apk.test) echo catch2-3 python3 py3-jsonschema diffutils ;;
        # The compiler, zlib, diff and python3 are Apple's; Homebrew itself needs its command line tools.
        brew.run) echo cmake ninja nlohmann-json fmt pugixml cli11 utf8proc zstd ;;
        brew.test) echo catch2 ;;
    esac
}

# is_installed PACKAGE; for dnf, pacman and apk also if another package provides it.
is_installed() {
    case $manager in
        apt-get) dpkg-query -W -f='${db:Status-Status}\n' "$1" | grep -qx installed ;;
        dnf) rpm -q --whatprovides "$1" ;;
        pacman) pacman -T "$1" ;;
        apk) apk info -e "$1" ;;
        brew) brew list --formula -1 | grep -Fqx "$1" ;;
    esac >/dev/null 2>&1
}

# install_command: how the manager installs packages, as an administrator would type it.
install_command() {
    case $manager in
        apt-get) echo apt-get install -q -y --no-install-recommends -o DPkg::Lock::Timeout=120 ;;
        dnf) echo dnf install -y ;;
        # Refreshing the index alone invites partial upgrades, so only if there is none yet.
        pacman) if [ -e /var/lib/pacman/sync/core.db ]; then echo pacman -S --needed --noconfirm; else echo pacman -Sy --needed --noconfirm; fi ;;
        apk) echo apk add --update-cache ;;
        brew) echo brew install ;;
    esac
}

# find_root: sets $as_root to the command that makes the next one run as root; fails if there is none.
find_root() {
    as_root=
    if [ "$manager" = brew ] || [ "$(id -u)" -eq 0 ]; then return 0; fi
    for as_root in sudo doas; do
        if command -v "$as_root" >/dev/null; then return 0; fi
    done
    return 1
}

# install_packages PACKAGE…
install_packages() {
    # shellcheck disable=SC2046 # the command is words
    $as_root env DEBIAN_FRONTEND=noninteractive $(install_command) "$@" </dev/null >&2
}

# need PURPOSE…: installs what packages() lists for them and is missing. What cannot be installed is said and left to the
# build, which fetches the source of most libraries and names what it still lacks.
need() {
    if [ "$manager" = none ]; then
        say "no package manager that this script knows; building with what is there"
        return 0
    fi
    wanted=
    for name in $(for purpose; do packages "$purpose"; done); do
        is_installed "$name" || wanted="$wanted $name"
    done
    [ -n "$wanted" ] || return 0
    if [ -n "${PRE_COMMIT-}" ]; then
        say "nothing is installed during a commit; what is missing comes with
  $(install_command)$wanted
Going on with what is there."
        return 0
    fi
    if ! find_root; then
        say "not root, and there is neither sudo nor doas; an administrator can install what is missing with
  $(install_command)$wanted
Going on with what is there."
        return 0
    fi
    say "installing with $manager:$wanted"
    # Somebody else's broken source fails the update, but not the installation.
    if [ "$manager" = apt-get ]; then $as_root apt-get update -q </dev/null >&2 || say "apt-get update failed; trying with the old index"; fi
    # shellcheck disable=SC2086 # package names are words
    install_packages $wanted && return 0
    # A package that this distribution does not have must not keep the others out.
    missing=
    for name in $wanted; do
        install_packages "$name" || missing="$missing $name"
    done
    [ -z "$missing" ] || say "$manager could not install$missing; going on without"
}

check_cmake() {
    version=$(cmake --version 2>/dev/null | sed -n '1s/^cmake version //p')
    [ -n "$version" ] || die "cmake is missing; 3.25 or newer is needed"
    major=${version%%.*}
    minor=${version#*.}
    [ $((major * 1000 + ${minor%%.*})) -ge 3025 ] ||
        die "$(command -v cmake) is version $version; 3.25 or newer is needed"
}

# quietly LOG COMMAND…: its output is shown only when it fails.
quietly() {
    log=$1
    shift
    "$@" </dev/null >"$log" 2>&1 || {
        cat "$log" >&2
        die "failed: $*"
    }
}

# locked COMMAND…: two commands of one pipe start together in a fresh checkout: one builds, the other waits. The lock is
# a link to the holder's process id, so a holder that was killed does not block it for ever.
locked() {
    mkdir -p "$root/build"
    [ -w "$root/build" ] || die "cannot write to $root/build"
    until ln -s "$$" "$lock" 2>/dev/null; do
        kill -0 "$(readlink "$lock")" 2>/dev/null || rm -f "$lock"
        sleep 1
    done
    trap 'rm -f "$lock"' EXIT
    trap 'exit 130' INT
    trap 'exit 143' TERM HUP
    "$@"
    rm -f "$lock"
    trap - EXIT INT TERM HUP
}

# is_built: whether the program is there, was built here, and nothing it is made of has changed since.
is_built() {
    [ -x "$tree/caucus-tally" ] && [ "$(cat "$stamp" 2>/dev/null)" = "$place" ] &&
        [ -z "$(cd "$root" && find CMakeLists.txt CMakePresets.json cmake data include scripts/setup.sh src -newer "$stamp")" ]
}

# build TARGET CMAKE-OPTION…: builds the target in the release tree.
build() {
    target=$1
    shift
    check_cmake
    # What was built elsewhere (a copied checkout, a container's mount) cannot be built upon.
    if [ -e "$stamp" ] && [ "$(cat "$stamp")" != "$place" ]; then rm -rf "$tree"; fi
    mkdir -p "$tree"
    # Written before the build, so that a change made while it runs is newer.
    printf '%s\n' "$place" >"$stamp.new"
    if command -v ninja >/dev/null; then export CMAKE_GENERATOR="${CMAKE_GENERATOR:-Ninja}"; fi
    say "building (log: $tree/build.log)"
    quietly "$tree/configure.log" cmake -S "$root" --preset release "$@"
    quietly "$tree/build.log" cmake --build "$tree" --target "$target"
    mv "$stamp.new" "$stamp"
}

find_manager
place="$manager $root"
