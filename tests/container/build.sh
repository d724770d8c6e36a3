#!/usr/bin/env bash
# Builds the image on a plain Debian, without a container engine or a registry of images.
#
#     build.sh BASE IMAGE
#
# BASE   name of the image to build on; if there is none, it is made by debootstrap, from the mirror
#        and for the suite that this machine's own apt uses
# IMAGE  name to give to the result
#
# pip in the build uses the package index that pip on this machine uses. Needs root, buildah,
# debootstrap and python3 with pip. To remove what it made: buildah rmi BASE IMAGE
set -euo pipefail

if (($# != 2)); then
    printf 'usage: %s BASE IMAGE\n' "$0" >&2
    exit 2
fi
base=$1
image=$2
root=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/../.." && pwd)
scratch=$(mktemp -d)
container=

tidy() {
    if [[ -n $container ]]; then
        buildah rm "$container" >/dev/null
    fi
    rm -rf -- "$scratch"
}
trap tidy EXIT

# Prints the address of the mirror from which apt takes this Debian, security updates aside.
mirror() {
    # shellcheck disable=SC2016  # apt fills the fields in
    apt-get indextargets --format '$(ORIGIN)|$(LABEL)|$(CODENAME)|$(REPO_URI)' \
        'Created-By: Packages' |
        awk -F '|' -v suite="$1" \
            '$1 == "Debian" && $2 == "Debian" && $3 == suite && !found++ { print $4 }'
}

make_base() {
    local folder suite uri
    # shellcheck source=/dev/null
    suite=$(. /etc/os-release && printf '%s' "${VERSION_CODENAME:?this is no Debian release}")
    uri=$(mirror "$suite")
    if [[ -z $uri ]]; then
        printf 'apt knows no mirror of %s; has apt-get update been run?\n' "$suite" >&2
        exit 1
    fi
    container=$(buildah from scratch)
    folder=$(buildah mount "$container")
    debootstrap --variant=minbase --include=python3,python3-venv "$suite" "$folder" "$uri"
    # What a published base image does not carry either, so that sizes can be compared.
    rm -rf -- "$folder"/var/cache/apt/* "$folder"/var/lib/apt/lists/* "$folder"/var/log/*
    buildah umount "$container" >/dev/null
    buildah config --cmd bash --env PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
        "$container"
    buildah commit --quiet --rm "$container" "$base" >/dev/null
    container=
}

# Writes the part of this machine's pip configuration that says where packages come from, and sets
# `secrets` to the arguments that show it to the build. Indexes that are folders of this machine
# stay out: the build does not see them.
share_pip() {
    local name value kept certificates
    printf '[global]\n' >"$scratch/pip.conf"
    for name in index-url extra-index-url trusted-host; do
        kept=
        for value in $(pip_setting "$name"); do
            if [[ $value != file:* ]]; then
                kept+=" $value"
            fi
        done
        if [[ -n $kept ]]; then
            printf '%s =%s\n' "$name" "$kept" >>"$scratch/pip.conf"
        fi
    done
    secrets=(--secret "id=pip.conf,src=$scratch/pip.conf")
    certificates=$(pip_setting cert)
    if [[ -n $certificates ]]; then
        printf 'cert = /run/secrets/pip.crt\n' >>"$scratch/pip.conf"
        secrets+=(--secret "id=pip.crt,src=$certificates")
    fi
}

# Prints a setting as pip on this machine sees it: the environment's before the configuration's.
pip_setting() {
    local variable=PIP_${1^^}
    variable=${variable//-/_}
    if [[ -n ${!variable-} ]]; then
        printf '%s' "${!variable}"
    else
        python3 -m pip config get "global.$1" 2>/dev/null || true
    fi
}

if ! buildah inspect --type image "$base" >/dev/null 2>&1; then
    make_base
fi
share_pip
# The health check is part of Docker's image format only.
buildah build --isolation chroot --format docker --pull-never --build-arg "BASE=$base" \
    "${secrets[@]}" --tag "$image" "$root"
