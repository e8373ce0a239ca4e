# Starts the programs and keeps them running. Sourced by ../scrm.

child=
stopping=

# Waits for process $1 to its end, across signals that interrupt the waiting; its exit code is in $code afterwards.
wait_for() {
  while :; do
    code=0
    wait "$1" || code=$?
    kill -0 "$1" 2>/dev/null || break
  done
}

# Runs the platform until it ends by itself or is told to; a process that was killed is started again.
keep_running() {
  local pause=1 begun
  trap 'stopping=yes; [ -z "$child" ] || kill -TERM "$child" 2>/dev/null || true' TERM INT HUP
  while :; do
    begun=$SECONDS
    "${platform[@]}" "$@" &
    child=$!
    wait_for "$child"
    child=
    [ -z "$stopping" ] || return 0
    case $code in
      129 | 130 | 143) return "$code" ;; # someone stopped it on purpose
      3) ;;                              # out of memory (-XX:+ExitOnOutOfMemoryError)
      75) ;;                             # the database went away while it started (DatabaseLost)
      *) [ "$code" -gt 128 ] || return "$code" ;;
    esac
    [ $((SECONDS - begun)) -gt 60 ] && pause=1
    say "应用进程意外终止(退出码 $code),$pause 秒后重新启动 / The application was killed (exit code $code), starting it again in $pause s"
    sleep "$pause" &
    wait_for "$!"
    [ -z "$stopping" ] || return 0
    pause=$((pause < 30 ? pause * 2 : 30))
  done
}

serve() {
  [ $# -eq 0 ] || fail "serve takes no arguments: its configuration comes from the environment (docs/operations.md)"
  build
  platform_command
  keep_running
}

keys() {
  build >&2
  print_keys "$@"
}

# Each node that keeps an index in that data folder finds the mark within a second.
rebuild_search() {
  local data=${1:-${SCRM_DATA_DIR:-$root/.data}} node any=
  for node in "$data"/chat-index/*/; do
    [ -d "$node" ] || continue
    : >"$node/rebuild"
    any=yes
  done
  [ -n "$any" ] || fail "没有检索索引 / no search index below: $data"
}

verify_archive() {
  build >&2
  verify "$@"
}

simulator() {
  build
  exec "$JAVA_HOME/bin/java" -XX:+UseSerialGC -Xmx512m -XX:TieredStopAtLevel=1 -jar "$dist/simulator.jar" "$@"
}

bench() {
  local own=() jars
  find_jdk
  case ${1:-} in
    # these run the platform as "serve" does
    archive | backscan | callbacks | clicks | processing | startup)
      build
      platform_command
      jars=("$root"/scrm-web/target/scrm-web-*-exec.jar)
      own=("-Dbench.platform=$(printf '%s\n' "${platform[@]}")" "-Dbench.jar=${jars[0]}")
      ;;
    # built beforehand: the time of a start is measured, not that of a build
    demo)
      build
      own=("-Dbench.scrm=$root/scrm")
      ;;
    # the target allows no more heap
    import | segments | sop) own=(-Xmx512m) ;;
  esac
  if outdated "$root/scrm-bench/target/class-path"; then locked build_bench; fi
  exec "$JAVA_HOME/bin/java" --enable-native-access=ALL-UNNAMED "-Dbench.programs=$programs" ${own[@]+"${own[@]}"} \
    -cp "$root/scrm-bench/target/classes:$(cat "$root/scrm-bench/target/class-path")" cn.bankscrm.bench.BenchMain "$@"
}

build_bench() {
  say "正在构建 / Building ..."
  maven -DskipTests -DskipChecks -pl scrm-bench -am package dependency:build-classpath \
    -Dmdep.includeScope=runtime -Dmdep.outputFile=target/class-path
}

# Fetches the library that reads text in pictures: no part of the platform's own jar.
picture_text() {
  find_jdk
  local folder=${1:-${SCRM_DATA_DIR:-$root/.data}/picture-text}
  mkdir -p "$folder"
  folder=$(cd -P -- "$folder" && pwd)
  maven -f "$root/.scrm/picture-text/pom.xml" dependency:copy-dependencies "-DoutputDirectory=$folder"
  say "图片文字识别库已就绪:$folder,重启后生效 / Text in pictures is read after the next start"
}
