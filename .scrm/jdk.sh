# Finds the JDK. Sourced by ../scrm.

# The feature release of the JDK in folder $1; nothing when there is no JDK of it.
jdk_release() {
  [ -x "$1/bin/java" ] && [ -x "$1/bin/javac" ] || return 0
  local version
  version=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release" 2>/dev/null || true)
  [ -n "$version" ] || version=$("$1/bin/java" -version 2>&1 | sed -n 's/.* version "\([0-9]*\).*/\1/p' | head -n 1)
  printf '%s' "$version"
}

# Sets JAVA_HOME and jdk: the JDK that JAVA_HOME names when it is new enough, else the newest long-term release there is
# (21, 25, 29 ...), else the newest of all.
find_jdk() {
  local folder release rank best=0 candidates=()
  release=$(jdk_release "${JAVA_HOME:-/nowhere}")
  if [ "${release:-0}" -ge 21 ]; then
    jdk=$release
    export JAVA_HOME
    return
  fi
  if folder=$(command -v javac); then
    while [ -L "$folder" ]; do
      local link
      link=$(readlink "$folder")
      case $link in /*) folder=$link ;; *) folder=$(dirname "$folder")/$link ;; esac
    done
    candidates+=("$(dirname "$(dirname "$folder")")")
  fi
  candidates+=(/usr/lib/jvm/* /opt/* /opt/java/* "${HOME:-/root}"/.sdkman/candidates/java/* "${HOME:-/root}"/.jdks/*
    /Library/Java/JavaVirtualMachines/*/Contents/Home)
  for folder in "${candidates[@]}"; do
    release=$(jdk_release "$folder")
    [ "${release:-0}" -ge 21 ] || continue
    rank=$release
    [ $(((release - 21) % 4)) -ne 0 ] || rank=$((release + 1000))
    if [ "$rank" -gt "$best" ]; then
      best=$rank
      jdk=$release
      export JAVA_HOME="$folder"
    fi
  done
  [ "$best" -gt 0 ] || fail "找不到 JDK 21 或更新版本。请安装其一,然后重试:
No JDK 21 or newer was found. Install one and try again:
  Debian, Ubuntu   sudo apt-get install openjdk-25-jdk-headless   (or openjdk-21-jdk-headless)
  RHEL, Fedora     sudo dnf install java-25-openjdk-devel         (or java-21-openjdk-devel)
  macOS            brew install --cask temurin@25
  elsewhere        https://adoptium.net, unpacked anywhere, with JAVA_HOME set to its folder"
}
