#!/bin/sh
# Installs ResShift Studio from the unpacked archive: for everyone when run as root, else for the user alone.
#     ./resshift-studio-VERSION.run -- [--prefix FOLDER]
set -eu
here=$(cd "$(dirname "$0")" && pwd)
if [ "$(id -u)" = 0 ]; then
    umask 022 # the archive's own would close the installation to everyone else
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
    *) prefix=${USER_PWD:-$(pwd)}/$prefix ;; # the archive unpacks itself elsewhere, and names where it was started
esac
if [ -d "$prefix" ]; then
    prefix=$(cd "$prefix" && pwd -P) # without "..": what is made beside the folder must not lie within it
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
list=installed-files # in the installation: all that belongs to it
if [ -e "$prefix" ] && ! { [ -f "$prefix/resshift-studio" ] && [ -f "$prefix/$list" ] \
    && grep -q "ResShift Studio" "$prefix/uninstall.sh" 2>/dev/null; }; then
    echo "$prefix is not an installation of ResShift Studio that this one can replace:" \
        "name another folder with --prefix." >&2
    exit 1
fi
mkdir -p "$(dirname "$prefix")" "$bin" "$share/applications"
work=$(mktemp -d "$prefix.XXXXXX") # beside it, so that what is made there need only be renamed
old=$work/old                      # never deleted as a whole: files of the user may lie in it
clean_up() {
    [ -e "$prefix" ] || [ ! -e "$old" ] || mv "$old" "$prefix"
    rm -rf "$work/new"
    rmdir "$work" 2>/dev/null || echo "Files of yours that could not stay where they were lie in $old now." >&2
}
trap clean_up EXIT
trap 'exit 1' HUP INT TERM
cp -a "$here/program" "$work/new"

# In a desktop entry a path stands in quotes, within which the shell's marks are escaped; then each backslash is once
# more, and a percent sign is doubled.
escaped=$(printf '%s' "$prefix/resshift-studio" | sed -e 's/[\\"$`]/\\&/g' -e 's/\\/\\\\/g' -e 's/%/%%/g')
exec_line="Exec=\"$escaped\" %F"
quoted() { printf '%s' "$1" | sed "s/'/'\\\\''/g"; }
# Removes what was installed, and nothing of the user's.
cat >"$work/new/uninstall.sh" <<END
#!/bin/sh
# Removes ResShift Studio.
set -eu
prefix='$(quoted "$prefix")' bin='$(quoted "$bin")' share='$(quoted "$share")'
for name in resshift-studio resshift-studio-cli; do
    case "\$(readlink "\$bin/\$name" 2>/dev/null)" in "\$prefix"/*) rm -f "\$bin/\$name" ;; esac
done
entry=\$share/applications/resshift-studio.desktop
if grep -qxF '$(quoted "$exec_line")' "\$entry" 2>/dev/null; then # else they belong to another installation
    rm -f "\$entry"
    rm -f "\$share"/icons/hicolor/*/apps/resshift-studio.png "\$share"/icons/hicolor/scalable/apps/resshift-studio.svg
    command -v update-desktop-database >/dev/null 2>&1 && update-desktop-database -q "\$share/applications" || true
fi
cd "\$prefix"
tr '\\n' '\\0' <$list | xargs -0 rm -f
cd /
find "\$prefix" -depth -type d -exec rmdir {} + 2>/dev/null || true
echo "ResShift Studio was removed. Settings, models and results are still where they were."
[ ! -e "\$prefix" ] || echo "What else was in \$prefix is still there."
END
chmod 755 "$work/new/uninstall.sh"
touch "$work/new/$list"
(cd "$work/new" && find . ! -type d >"$list")

# The installation that is there goes only once the new one is in its place.
[ ! -e "$prefix" ] || mv "$prefix" "$old"
mv "$work/new" "$prefix"
if [ -e "$old" ]; then
    # What the installer has not put there is the user's, and stays.
    (cd "$old" && tr '\n' '\0' <$list | xargs -0 rm -f)
    (cd "$old" && find . ! -type d) | while IFS= read -r file; do
        [ -e "$prefix/$file" ] || { mkdir -p "$prefix/$(dirname "$file")" && mv "$old/$file" "$prefix/$file"; } || true
    done
    find "$old" -depth -type d -exec rmdir {} + 2>/dev/null || true
fi
ln -sfn "$prefix/resshift-studio" "$bin/resshift-studio"
ln -sfn "$prefix/resshift-studio-cli" "$bin/resshift-studio-cli"
while IFS= read -r line; do
    case "$line" in Exec=*) line=$exec_line ;; esac
    printf '%s\n' "$line"
done <"$here/share/applications/resshift-studio.desktop" >"$share/applications/resshift-studio.desktop"
cp -a "$here/share/icons" "$share/"
command -v update-desktop-database >/dev/null 2>&1 && update-desktop-database -q "$share/applications" || true
echo "ResShift Studio was installed in $prefix. Remove it with: $prefix/uninstall.sh"
echo "On a plain system the window also needs: libegl1 libgl1 libxcb1 libx11-6 libfontconfig1 and a font."
