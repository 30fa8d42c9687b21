#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Packs the program and looks into the packages.

usage: archives.py CPACK BUILD-FOLDER VERSION

The Debian package is made where dpkg-shlibdeps and dpkg-deb are installed.
"""
import gzip
import pathlib
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile

CPACK, BUILD, VERSION = sys.argv[1], pathlib.Path(sys.argv[2]), sys.argv[3]
PROJECT = pathlib.Path(__file__).resolve().parents[2]
FILES = {"bin/caucus-tally", "share/man/man1/caucus-tally.1", "share/caucus-tally/contest.schema.json",
         "share/bash-completion/completions/caucus-tally", "share/zsh/site-functions/_caucus-tally",
         "share/fish/vendor_completions.d/caucus-tally.fish", "share/doc/caucus-tally/LICENSE",
         "share/doc/caucus-tally/README.md", "share/doc/caucus-tally/CHANGELOG.md"}
PAGES = {f"share/doc/caucus-tally/docs/{page.name}" for page in (PROJECT / "docs").glob("*.md")}
DEBIAN = {"share/man/man1/caucus-tally.1": "share/man/man1/caucus-tally.1.gz",
          "share/zsh/site-functions/_caucus-tally": "share/zsh/vendor-completions/_caucus-tally",
          "share/doc/caucus-tally/LICENSE": "share/doc/caucus-tally/copyright",
          "share/doc/caucus-tally/CHANGELOG.md": "share/doc/caucus-tally/changelog.gz"}


def require(condition, message):
    if not condition:
        sys.exit(message)


def pack(generator, place, config="CPackConfig.cmake"):
    """Makes the package and gives its file."""
    done = subprocess.run([CPACK, "-G", generator, "-B", place, "--config", BUILD / config], cwd=place,
                          capture_output=True, encoding="utf-8", timeout=300)
    require(done.returncode == 0, done.stdout + done.stderr)
    packages = [path for path in place.iterdir() if path.is_file()]
    require(len(packages) == 1, f"{generator}: {packages}")
    return packages[0]


def check_notices(folder):
    """The licences of what the release build links statically, where the distribution has them as files."""
    held = {path.name for path in (folder / "libraries").iterdir()} if (folder / "libraries").is_dir() else set()
    for name, package in {"CLI11": "libcli11-dev", "fmt": "libfmt-dev", "nlohmann_json": "nlohmann-json3-dev", "zlib": "zlib1g-dev",
                          "zstd": "libzstd-dev", "pugixml": "libpugixml-dev", "utf8proc": "libutf8proc-dev"}.items():
        require(name in held or not pathlib.Path(f"/usr/share/doc/{package}/copyright").exists(), f"no licence of {name}")
    require("libstdc++" in held or not list(pathlib.Path("/usr/share/doc").glob("libstdc++-[0-9]*-dev/copyright")),
            "no licence of libstdc++")


def check_files(root, wanted):
    held = {str(path.relative_to(root)) for path in root.rglob("*") if path.is_file()}
    missing = wanted - held
    strange = {path for path in held if path.startswith(("include", "lib")) or path.endswith((".a", ".cmake"))}
    require(not missing and not strange, f"missing {sorted(missing)}, too many {sorted(strange)}")
    said = subprocess.run([root / "bin/caucus-tally", "--version"], capture_output=True, encoding="utf-8", timeout=60).stdout
    require(said == f"caucus-tally {VERSION}\n", f"the packed program says {said!r}")


def check_archive(place):
    package = pack("TGZ", place)
    require(package.name.startswith(f"caucus-tally-{VERSION}-"), package.name)
    with tarfile.open(package) as archive:
        require(all(not member.name.startswith("/") and ".." not in member.name for member in archive), "paths")
        archive.extractall(place / "out")
    root = place / "out" / package.name.removesuffix(".tar.gz")
    check_files(root, FILES | PAGES)
    check_notices(root / "share/doc/caucus-tally")
    return package.name


def check_sources(place):
    package = pack("TGZ", place, "CPackSourceConfig.cmake")
    require(package.name == f"caucus-tally-{VERSION}.tar.gz", package.name)
    with tarfile.open(package) as archive:
        held = {name.partition("/")[2] for name in archive.getnames()}
    wanted = {"CMakeLists.txt", "CMakePresets.json", "scripts/run", "src/cli/main.cpp", "include/caucus_tally/contest.hpp",
              "data/2004-mi-dem.json", "tests/CMakeLists.txt", ".ci/run"}
    strange = {name for name in held if name.startswith((".git/", "build/")) or name.endswith((".o", ".pyc"))}
    require(wanted <= held and not strange, f"missing {sorted(wanted - held)}, too many {sorted(strange)[:9]}")
    return package.name


def check_debian(place):
    package = pack("DEB", place)
    field = lambda name: subprocess.run(["dpkg-deb", "-f", package, name], capture_output=True, encoding="utf-8",
                                        check=True).stdout.strip()
    require(field("Package") == "caucus-tally" and field("Version") == f"{VERSION}-1", "name and version")
    require(re.search(r"libc6 \(>= [0-9.]+\)", field("Depends")), f"depends on {field('Depends')!r}")
    require(re.fullmatch(r"[^<>]+ <[^<>@]+@[^<>@]+>", field("Maintainer")), "maintainer")
    require(len(field("Description").splitlines()) > 3 and field("Section") == "science", "description and section")
    subprocess.run(["dpkg-deb", "-x", package, place / "out"], check=True)
    usr = place / "out/usr"
    check_files(usr, {DEBIAN.get(path, path) for path in FILES} | PAGES)
    page = gzip.decompress((usr / DEBIAN["share/man/man1/caucus-tally.1"]).read_bytes())
    require(page == (PROJECT / "docs/caucus-tally.1").read_bytes(), "the man page is another")
    notices = usr / "share/doc/caucus-tally"
    check_notices(notices)
    require("Permission is hereby granted" in (notices / "copyright").read_text("utf-8"), "copyright")
    entry = gzip.decompress((notices / "changelog.Debian.gz").read_bytes()).decode()
    require(entry.startswith(f"caucus-tally ({VERSION}-1) ") and field("Maintainer") in entry, "changelog.Debian")
    return package.name


def main():
    made = []
    for check, tools in ((check_archive, []), (check_sources, []), (check_debian, ["dpkg-shlibdeps", "dpkg-deb"])):
        missing = [tool for tool in tools if not shutil.which(tool)]
        if missing:
            print(f"skipped: no Debian package without {', '.join(missing)}")
            continue
        with tempfile.TemporaryDirectory() as folder:
            made.append(check(pathlib.Path(folder)))
    print(f"packed and looked into {' and '.join(made)}")


main()
