# The platform's JVM: its options and its ahead-of-time cache. Sourced by ../scrm, and in the image by its way in.
# Wants: JAVA_HOME, jdk (its release), dist (holds platform/ and the cache), programs (PostgreSQL's), root.

# The platform's jar; its class path lies beside it.
platform_jar() {
  local jars=("$dist"/platform/*.jar)
  printf '%s' "${jars[0]}"
}

# Sets java: the platform's JVM with its options. The cache fits these options and this JDK only.
set_java() {
  # a small heap to begin with: it grows by need, and an idle platform stays under 400 MB
  java=("$JAVA_HOME/bin/java" -Xms64m -XX:+ExitOnOutOfMemoryError --enable-native-access=ALL-UNNAMED)
  # on a small machine one collecting thread does as well and takes less memory
  [ "$(getconf _NPROCESSORS_ONLN)" -gt 2 ] || java+=(-XX:+UseSerialGC)
  [ "$jdk" -lt 24 ] || java+=(--sun-misc-unsafe-memory-access=allow)
  # what the JVM has to say about its cache helps nobody here: without it, it starts slower, that is all
  [ "$jdk" -lt 25 ] || java+=(-XX:+UseCompactObjectHeaders -Xlog:aot*=off)
}

# Sets platform to the command line that starts the platform.
platform_command() {
  local java own=()
  set_java
  read -r -a own <<<"${SCRM_JAVA_OPTS:-}"
  platform=("${java[@]}")
  [ "$(cat "$(cache_note)" 2>/dev/null)" != made ] || platform+=("-XX:AOTCache=$dist/platform.aot")
  platform+=(${own[@]+"${own[@]}"} -jar "$(platform_jar)")
  export SCRM_EMBEDDEDDATABASE_PROGRAMSDIR="${SCRM_EMBEDDEDDATABASE_PROGRAMSDIR:-$programs}" SCRM_DATA_DIR="${SCRM_DATA_DIR:-$root/.data}"
}

# Prints a new key ring for personal data; with "rotate", the one of SCRM_PRIVACY_KEYS with a new key in it.
print_keys() {
  local quiet=()
  [ "$jdk" -lt 24 ] || quiet=(--sun-misc-unsafe-memory-access=allow)
  local ring=cn.bankscrm.core.privacy.KeyRing
  if [ "${1:-}" = evidence ]; then
    ring=cn.bankscrm.compliance.evidence.EvidenceKeyRing
    shift
  fi
  exec "$JAVA_HOME/bin/java" ${quiet[@]+"${quiet[@]}"} -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -cp "$(platform_jar)" "$ring" "$@"
}

# Verifies the chain of the database, or of a pack, which needs none. Exit code 1: something is not as it was chained; 2: not verified.
verify() {
  local word command=(cn.bankscrm.db.WithDatabase cn.bankscrm.compliance.evidence.VerifyArchive) own=()
  for word in "$@"; do
    case $word in --pack | --help | -h) command=(cn.bankscrm.compliance.evidence.VerifyArchive) ;; esac
  done
  read -r -a own <<<"${SCRM_JAVA_OPTS:-}"
  export SCRM_EMBEDDEDDATABASE_PROGRAMSDIR="${SCRM_EMBEDDEDDATABASE_PROGRAMSDIR:-$programs}" SCRM_DATA_DIR="${SCRM_DATA_DIR:-$root/.data}"
  exec "$JAVA_HOME/bin/java" --enable-native-access=ALL-UNNAMED -XX:+UseSerialGC ${own[@]+"${own[@]}"} -cp "$(platform_jar)" "${command[@]}" "$@"
}

# ---- the cache (JDK 25 and newer)

# Says what became of the cache for this very JDK.
cache_note() { printf "%s" "$dist/cache-$({ echo "$JAVA_HOME"; cat "$JAVA_HOME/release"; } 2>/dev/null | cksum | cut -d " " -f 1)"; }

cache_wanted() { [ "$jdk" -ge 25 ] && [ ! -e "$(cache_note)" ]; }

# One start on a database that is thrown away teaches the JVM which classes are needed, and in what shape.
train() {
  local note folder
  cache_wanted || return 0
  note=$(cache_note)
  say "正在生成启动缓存(仅一次) / Making the start-up cache (once) ..."
  folder=$(mktemp -d)
  training_run "$folder" >"$dist/training.log" 2>&1
  if grep -q 'Started ScrmApplication' "$dist/training.log" && [ -s "$dist/platform.aot" ]; then
    echo made >"$note"
  else
    rm -f "$dist/platform.aot"
    echo failed >"$note"
    say "启动缓存未能生成,不影响使用,只是启动较慢 / No start-up cache could be made; everything works, starts are slower ($dist/training.log)"
  fi
  rm -rf "$folder"
}

# Starts the platform on data folder $1 in its profile "training", asks for a page or two, and stops it; the JVM then writes its cache.
training_run() {
  local java pid port path tries=0
  set_java
  env -i LC_ALL=C.UTF-8 PATH="$PATH" HOME="${HOME:-/}" "${java[@]}" -XX:AOTCacheOutput="$dist/platform.aot" -jar "$(platform_jar)" \
    --spring.profiles.active=training --server.port=0 --management.server.port=0 \
    --scrm.public-url=http://localhost --scrm.data-dir="$1" --scrm.embedded-database.programs-dir="$programs" &
  pid=$!
  trap 'kill -TERM "$pid" 2>/dev/null; exit 130' INT TERM
  while kill -0 "$pid" 2>/dev/null && [ "$tries" -lt 1500 ]; do
    if grep -q 'Started ScrmApplication' "$dist/training.log"; then break; fi
    tries=$((tries + 1))
    sleep 0.2
  done
  for port in $(sed -n 's/.*Tomcat started on port \([0-9]*\).*/\1/p' "$dist/training.log"); do
    for path in / /sign-in /actuator/health /v3/api-docs /api/v1/coverage; do
      curl -s -m 20 -o /dev/null "http://127.0.0.1:$port$path" || true
    done
  done
  kill -TERM "$pid" 2>/dev/null || true
  wait "$pid" || true
  trap - INT TERM
}
