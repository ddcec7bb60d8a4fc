#!/bin/sh
# Packs "ResShift Studio.app" into a disk image; signs and notarises it where the means are there.
#     make_dmg.sh DIST VERSION
# RESSHIFT_CODESIGN_IDENTITY names the signing identity, RESSHIFT_NOTARY_PROFILE a profile of notarytool's keychain.
set -eu
dist=${1:?the folder with the .app} version=${2:?the version}
here=$(cd "$(dirname "$0")" && pwd)
app="$dist/ResShift Studio.app"
image="$dist/resshift-studio-$version-$(uname -m).dmg"
[ -d "$app" ] || { echo "There is no $app" >&2; exit 1; }
if [ -n "${RESSHIFT_CODESIGN_IDENTITY:-}" ]; then
    codesign --force --deep --options runtime --timestamp --entitlements "$here/entitlements.plist" \
        --sign "$RESSHIFT_CODESIGN_IDENTITY" "$app"
    codesign --verify --deep --strict "$app"
fi
staging=$(mktemp -d)
trap 'rm -rf "$staging"' EXIT
cp -R "$app" "$staging/"
ln -s /Applications "$staging/Applications"
hdiutil create -volname "ResShift Studio" -srcfolder "$staging" -fs HFS+ -format UDZO -ov "$image"
if [ -n "${RESSHIFT_NOTARY_PROFILE:-}" ]; then
    xcrun notarytool submit "$image" --keychain-profile "$RESSHIFT_NOTARY_PROFILE" --wait
    xcrun stapler staple "$image"
fi
echo "$image"
