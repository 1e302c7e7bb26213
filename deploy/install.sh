#!/bin/sh
# Installs the seaworthy command from its archive, which ./mvnw -Prelease verify makes (cli/target/seaworthy-VERSION.tar.gz).
#
#   sh install.sh [--prefix DIR] [--bin DIR] seaworthy-VERSION.tar.gz
#
#   --prefix   where the folder of the version goes, and the link "seaworthy" to it; /opt if not given
#   --bin      where the link to the command goes; /usr/local/bin if not given
#
# With a file seaworthy-VERSION.tar.gz.sha256 beside the archive, that is held against it. An older version stays where it
# is, and what runs from it goes on; installing it again is the way back.
set -eu

prefix=/opt
bin=/usr/local/bin
archive=

fail() {
    echo "install.sh: $*" >&2
    exit 1
}

while [ $# -gt 0 ]; do
    case $1 in
        --prefix | --bin)
            [ $# -ge 2 ] || fail "$1 needs a directory"
            [ "$1" = --bin ] && bin=$2 || prefix=$2
            shift
            ;;
        -*) fail "no option $1; there are --prefix DIR and --bin DIR" ;;
        *)
            [ -z "$archive" ] || fail "one archive at a time, not $archive and $1"
            archive=$1
            ;;
    esac
    shift
done
[ -n "$archive" ] || fail "which archive? sh install.sh [--prefix DIR] [--bin DIR] seaworthy-VERSION.tar.gz"
[ -f "$archive" ] || fail "there is no file $archive"
for directory in "$prefix" "$bin"; do
    mkdir -p "$directory" 2>/dev/null && [ -w "$directory" ] \
        || fail "cannot write to $directory: be root, or name others: --prefix ~/.local/lib --bin ~/.local/bin"
done
prefix=$(cd "$prefix" && pwd -P)
bin=$(cd "$bin" && pwd -P)

if [ -f "$archive.sha256" ]; then
    read -r wanted rest <"$archive.sha256"
    found=$(sha256sum "$archive")
    [ "${found%% *}" = "$wanted" ] || fail "$archive is damaged: its SHA-256 is ${found%% *}, not $wanted"
else
    echo "install.sh: no $archive.sha256, the archive is taken as it is" >&2
fi

for link in "$prefix/seaworthy" "$bin/seaworthy"; do
    [ ! -e "$link" ] || [ -L "$link" ] || fail "$link is there and no link: move it away"
done

work=$(mktemp -d "$prefix/.seaworthy.XXXXXX")
trap 'rm -rf "$work"' EXIT
trap 'exit 130' HUP INT TERM
tar -xzf "$archive" -C "$work" || fail "$archive cannot be unpacked: nothing was installed"
name=$(ls "$work")
[ -x "$work/$name/seaworthy" ] && [ -d "$work/$name/lib" ] || fail "$archive is no archive of the seaworthy command"
version=$("$work/$name/seaworthy" --version | head -n 1) && [ -n "$version" ] || fail "the command does not start (above): nothing was installed"

# A folder that is there may have nodes running from it: its files are left alone.
if [ -e "$prefix/$name" ]; then
    diff -rq "$work/$name" "$prefix/$name" >/dev/null \
        || fail "$prefix/$name is there and is another build: stop what runs from it, remove it, and install again"
else
    chmod 0755 "$work/$name"
    mv "$work/$name" "$prefix/$name"
fi
ln -sfn "$name" "$prefix/seaworthy"
ln -sfn "$prefix/seaworthy/seaworthy" "$bin/seaworthy"
echo "$version is in $prefix/$name; the command is $bin/seaworthy"
