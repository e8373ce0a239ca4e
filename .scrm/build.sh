# Builds what is not built. Sourced by ../scrm.

# Whether $1 (a stamp) is missing or older than any source of the program.
outdated() {
  [ ! -e "$1" ] || [ -n "$(cd "$root" && find pom.xml ./*/pom.xml ./*/src/main -newer "$1" -print -quit)" ]
}

# Runs the rest under a lock, so that two starts at once do not build over each other.
locked() {
  mkdir -p "$root/target"
  if command -v flock >/dev/null; then
    (
      flock 9
      "$@" 9>&-
    ) 9>"$root/target/.build-lock"
  else
    "$@"
  fi
}

maven() {
  (cd "$root" && ./mvnw -B -q "$@")
}

build() {
  find_jdk
  if outdated "$dist/stamp"; then locked build_unless_done; fi
  if cache_wanted; then locked train; fi
}

build_unless_done() {
  outdated "$dist/stamp" || return 0
  say "正在构建(首次需几分钟) / Building (minutes the first time) ..."
  rm -rf "$dist.new"
  mkdir -p "$dist.new"
  touch "$dist.new/stamp"
  maven -DskipTests -DskipChecks -pl scrm-web,scrm-wecom-simulator -am package
  "$JAVA_HOME/bin/java" -Djarmode=tools -jar "$root"/scrm-web/target/scrm-web-*-exec.jar extract \
    --destination "$dist.new/platform" >/dev/null
  cp "$root"/scrm-wecom-simulator/target/scrm-wecom-simulator-*-exec.jar "$dist.new/simulator.jar"
  rm -rf "$dist"
  mv "$dist.new" "$dist"
}
