#!/bin/sh
# Installs ResShift Studio from the unpacked archive: for everyone when run as root, else for the user alone.
#     ./resshift-studio-VERSION.run -- [--prefix FOLDER]
set -eu
here=$(cd "$(dirname "$0")" && pwd)
if [ "$(id -u)" = 0 ]; then
    prefix=/opt/resshift-studio bin=/usr/local/bin share=/usr/local/share
else
    prefix="$HOME/.local/opt/resshift-studio" bin="$HOME/.local/bin" share="$HOME/.local/share"
fi
while [ $# -gt 0 ]; do
    case "$1" in
        --prefix) prefix="${2:?--prefix needs a folder}"; shift 2 ;;
        -h | --help) echo "Options: --prefix FOLDER (now $prefix)"; exit 0 ;;
        *) echo "Unknown option: $1" >&2; exit 2 ;;
    esac
done
case "$prefix" in
    /*) ;;
    *) prefix=$(pwd)/$prefix ;;
esac
if [ -d "$prefix" ]; then
    prefix=$(cd "$prefix" && pwd) # without "..": what is made beside the folder must not lie within it
fi
while :; do
    case "$prefix" in
        */) prefix=${prefix%/} ;;
        */.) prefix=${prefix%/.} ;;
        *) break ;;
    esac
done
if [ -z "$prefix" ]; then
    echo "ResShift Studio needs a folder of its own: name one with --prefix." >&2
    exit 1
fi
if [ -e "$prefix" ] && [ ! -f "$prefix/uninstall.sh" ]; then
    echo "$prefix exists and is not an installation of ResShift Studio: name another folder with --prefix." >&2
    exit 1
fi
rm -rf "$prefix.new"
mkdir -p "$(dirname "$prefix")" "$bin" "$share/applications"
cp -a "$here/program" "$prefix.new"
quoted() { printf '%s' "$1" | sed "s/'/'\\\\''/g"; }
# Removes what was installed, and nothing of the user's.
cat >"$prefix.new/uninstall.sh" <<END
#!/bin/sh
set -eu
prefix='$(quoted "$prefix")' bin='$(quoted "$bin")' share='$(quoted "$share")'
for name in resshift-studio resshift-studio-cli; do
    case "\$(readlink "\$bin/\$name" 2>/dev/null)" in "\$prefix"/*) rm -f "\$bin/\$name" ;; esac
done
rm -f "\$share/applications/resshift-studio.desktop"
rm -f "\$share"/icons/hicolor/*/apps/resshift-studio.png "\$share"/icons/hicolor/scalable/apps/resshift-studio.svg
command -v update-desktop-database >/dev/null 2>&1 && update-desktop-database -q "\$share/applications" || true
rm -rf "\$prefix"
echo "ResShift Studio was removed. Settings, models and results are still where they were."
END
chmod 755 "$prefix.new/uninstall.sh"
# The installation that is there goes only once the new one is in its place.
old=
if [ -e "$prefix" ]; then
    old=$(mktemp -d "$prefix.old.XXXXXX")
    mv "$prefix" "$old/program"
fi
if ! mv "$prefix.new" "$prefix"; then
    [ -z "$old" ] || mv "$old/program" "$prefix"
    exit 1
fi
[ -z "$old" ] || rm -rf "$old"
ln -sfn "$prefix/resshift-studio" "$bin/resshift-studio"
ln -sfn "$prefix/resshift-studio-cli" "$bin/resshift-studio-cli"
# In a desktop entry a path with spaces stands in quotes.
sed "s|^Exec=resshift-studio|Exec=\"$prefix/resshift-studio\"|" "$here/share/applications/resshift-studio.desktop" \
    >"$share/applications/resshift-studio.desktop"
cp -a "$here/share/icons" "$share/"
command -v update-desktop-database >/dev/null 2>&1 && update-desktop-database -q "$share/applications" || true
echo "ResShift Studio was installed in $prefix. Remove it with: $prefix/uninstall.sh"
echo "On a plain system the window also needs: libegl1 libgl1 libxcb1 libx11-6 libfontconfig1 and a font."
