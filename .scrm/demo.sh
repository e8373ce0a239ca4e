# The demonstration: platform, WeCom simulator and a bank, all on this machine. Sourced by ../scrm.

# Known to everybody, so good for a demonstration only: "serve" refuses to start with any of them.
demo_corp=wwsimulator0000001
demo_token=simulatorToken01
demo_aes_key=simulatorAesKey0123456789abcdefghijklmnopqA
demo_client_secret=demo-client-secret
demo_wechat=wxsimulator0000001
demo_wechat_secret=demo-wechat-secret
demo_sms_token=demo-sms-token
demo_seed=20261121

demo() {
  local port=8080 fresh='' bank='' sim_port management_port loaded
  while [ $# -gt 0 ]; do
    case $1 in
      --port) port=${2:?--port N}; shift 2 ;;
      --port=*) port=${1#*=}; shift ;;
      --bank) bank=${2:?--bank DIR}; shift 2 ;;
      --bank=*) bank=${1#*=}; shift ;;
      --fresh) fresh=yes; shift ;;
      *) fail "demo [--port N] [--fresh] [--bank DIR]" ;;
    esac
  done
  case $port in '' | *[!0-9]*) fail "不是端口号 / not a port: $port" ;; esac
  if [ -n "$bank" ]; then
    [ -f "$bank/bank/customers.csv" ] && [ -f "$bank/wecom/follow_users.jsonl" ] ||
      fail "$bank 不是参考格式的银行数据(缺 bank/ 或 wecom/) / is no bank of the reference form (bank/ or wecom/ is missing)"
    bank=$(cd "$bank" && pwd)
  fi
  port_free "$port" || fail "端口 $port 已被占用,请用 --port 另选一个 / Port $port is taken: choose another with --port"

  build
  data=${SCRM_DATA_DIR:-$root/.data}
  [ -z "$fresh" ] || empty_data_folder
  # before anything is started: a second simulator would write into the journal of the first
  data_folder_free
  mkdir -p "$data"
  loaded="$data/demo-loaded"
  [ -n "$bank" ] || bank=$(cat "$loaded" 2>/dev/null || printf '%s' "$data/demo-bank")
  if [ -e "$loaded" ] && [ "$(cat "$loaded")" != "$bank" ]; then
    fail "$data 中已是另一家银行的数据($(cat "$loaded")),加 --fresh 可清空重来 / holds another bank already: --fresh empties it first"
  fi

  [ "$bank" != "$data/demo-bank" ] || make_demo_bank
  make_archive_key
  management_port=$(next_free $((port + 1)))
  sim_port=$(next_free $((port + 10)))
  demo_configuration
  world &
  world_pid=$!
  # simulator and loader go with us, whatever ends us
  trap 'kill "$world_pid" 2>/dev/null || true; wait "$world_pid" 2>/dev/null || true' EXIT
  platform_command
  keep_running
  [ -e "$loaded" ]
}

# ---- set-up

port_free() { ! (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

next_free() {
  local port=$1
  until port_free "$port"; do port=$((port + 1)); done
  printf '%s' "$port"
}

data_folder_free() {
  local holder
  holder=$(cat "$data/lock" 2>/dev/null || true)
  if [ -n "$holder" ] && ps -p "$holder" -o args= 2>/dev/null | grep -q bin/java; then
    fail "数据目录 $data 正被进程 $holder 使用,请先停止它 / The data folder $data is in use by process $holder: stop it first"
  fi
}

empty_data_folder() {
  local server
  [ -n "$(ls -A "$data" 2>/dev/null)" ] || return 0
  [ -e "$data/lock" ] || [ -d "$data/pg" ] || [ -d "$data/demo-bank" ] ||
    fail "$data 不像是本平台的数据目录,不会清空 / does not look like a data folder of the platform: not emptied"
  data_folder_free
  # a database that outlived its application would write into the new folder
  server=$(head -n 1 "$data/pg/postmaster.pid" 2>/dev/null || true)
  if [ -n "$server" ] && ps -p "$server" -o args= 2>/dev/null | grep -q "$data/pg"; then
    kill -QUIT "$server" 2>/dev/null || true
    while ps -p "$server" -o args= 2>/dev/null | grep -q "$data/pg"; do sleep 0.1; done
  fi
  rm -rf "${data:?}"/* "$data"/.[!.]*
}

# The built-in bank, made once from a seed.
make_demo_bank() {
  [ ! -e "$bank" ] || return 0
  say "正在生成演示银行 / Making the demo bank ..."
  rm -rf "$bank.new"
  "$JAVA_HOME/bin/java" -XX:+UseSerialGC -jar "$dist/simulator.jar" generate --out "$bank.new" --seed "$demo_seed" >&2
  mv "$bank.new" "$bank"
}

# The key by which the demo bank opens its chats, made once; each rotation in the simulator adds the next version.
make_archive_key() {
  mkdir -p "$data/archive-keys"
  [ ! -e "$data/archive-key.pem" ] || mv "$data/archive-key.pem" "$data/archive-keys/1.pem"
  [ -e "$data/archive-keys/1.pem" ] ||
    "$JAVA_HOME/bin/java" -XX:+UseSerialGC -jar "$dist/simulator.jar" archive-key --out "$data/archive-keys/1.pem" >&2
}

demo_configuration() {
  local app upper key version=1
  export SPRING_PROFILES_ACTIVE=demo SERVER_PORT="$port" MANAGEMENT_SERVER_PORT="$management_port" SCRM_DATA_DIR="$data"
  export SCRM_PUBLIC_URL="http://localhost:$port"
  export SCRM_WECOM_API_BASE_URL="http://127.0.0.1:$sim_port" SCRM_WECOM_CORP_ID="$demo_corp"
  export SCRM_WECOM_LOGIN_BASE_URL="http://localhost:$sim_port"
  export SCRM_API_CLIENTS_DEMO_SECRET="$demo_client_secret"
  export SCRM_API_CLIENTS_DEMO_SCOPES=imports,reports,operations,real-name,compliance,sales
  export SCRM_WECHAT_APP_ID="$demo_wechat" SCRM_WECHAT_SECRET="$demo_wechat_secret"
  export SCRM_WECHAT_AUTHORIZE_BASE_URL="http://localhost:$sim_port" SCRM_WECHAT_API_BASE_URL="http://127.0.0.1:$sim_port"
  export SCRM_SMS_URL="http://127.0.0.1:$sim_port/sim/sms" SCRM_SMS_TOKEN="$demo_sms_token"
  export SIMULATOR_SECRET=
  for app in contact customer archive workbench; do
    upper=$(printf '%s' "$app" | tr '[:lower:]' '[:upper:]')
    export "SCRM_WECOM_APPS_${upper}_SECRET=demo-$app-secret" "SCRM_WECOM_APPS_${upper}_TOKEN=$demo_token" \
      "SCRM_WECOM_APPS_${upper}_ENCODING_AES_KEY=$demo_aes_key"
    SIMULATOR_SECRET="$SIMULATOR_SECRET${SIMULATOR_SECRET:+,}$app=demo-$app-secret"
  done
  while [ -e "$data/archive-keys/$version.pem" ]; do
    key=$(cat "$data/archive-keys/$version.pem")
    export "SCRM_WECOM_ARCHIVE_PRIVATEKEYS_$version=$key"
    version=$((version + 1))
  done
  # years of events in a minute: at WeCom's pace the first load would take ten
  [ -e "$loaded" ] || export SCRM_WECOM_CALLS_PER_MINUTE=200000 SCRM_WECOM_CALLS_PER_HOUR=3000000
  export SCRM_WECOM_APPS_CONTACT_AGENT_ID=1000001 SCRM_WECOM_APPS_CUSTOMER_AGENT_ID=1000002
  export SCRM_WECOM_APPS_ARCHIVE_AGENT_ID=1000003 SCRM_WECOM_APPS_WORKBENCH_AGENT_ID=1000004
}

# ---- the world around the platform: WeCom, its people, and on the first start the bank's data

world() {
  local simulator_pid=
  trap '[ -z "$simulator_pid" ] || kill "$simulator_pid" 2>/dev/null; exit 0' TERM INT HUP
  if [ ! -e "$loaded" ]; then
    start_simulator --clock start --no-limits
    if ! load_bank; then
      say "演示银行未能载入,详见上文与 $data/simulator.log / The demo bank could not be loaded"
      kill -TERM $$
      kill "$simulator_pid"
      exit 1
    fi
    kill "$simulator_pid"
    wait_for "$simulator_pid"
  fi
  # from here on life goes on: every few seconds somebody adds, deletes, certifies or puts on a tag; the journal keeps that over a restart
  start_simulator --life 4 --journal "$data/simulator.journal" --bank-api "http://127.0.0.1:$port" --bank-client "demo:$demo_client_secret"
  await_platform
  announce
  wait_for "$simulator_pid"
  say "企业微信模拟器已停止,详见 $data/simulator.log / The WeCom simulator has stopped"
}

start_simulator() {
  SIMULATOR_CORP_ID="$demo_corp" SIMULATOR_WECHAT="$demo_wechat=$demo_wechat_secret" SIMULATOR_SMS_TOKEN="$demo_sms_token" \
    "$JAVA_HOME/bin/java" -XX:+UseSerialGC -Xms32m -Xmx512m -jar "$dist/simulator.jar" \
    --data "$bank/wecom" --archive-keys "$data/archive-keys" --port "$sim_port" --callback "http://127.0.0.1:$port" "$@" >>"$data/simulator.log" 2>&1 &
  simulator_pid=$!
}

# ---- the bank's first load, over the platform's own API

# Prints the value of a field (text, number or literal) of the JSON on standard input.
field() { sed -n "s/.*\"$1\" *: *\"\{0,1\}\([^\",}]*\).*/\1/p" | head -n 1; }

await_platform() {
  until curl -sf -m 5 -o /dev/null "http://127.0.0.1:$management_port/actuator/health"; do
    sleep 0.2
  done
}

platform_api() { curl -sS --fail-with-body -m 300 -H "Authorization: Bearer $token" "$@"; }

sign_in() {
  token=$(curl -sS -m 30 -u "demo:$demo_client_secret" -d grant_type=client_credentials \
    -d 'scope=imports reports operations real-name' "http://127.0.0.1:$port/oauth2/token" | field access_token)
}

import_file() {
  local location answer status
  location=$(platform_api -o /dev/null -D - -F "file=@$bank/bank/$1.csv" "http://127.0.0.1:$port/api/v1/imports/$1" |
    tr -d '\r' | sed -n 's/^[Ll]ocation: *//p')
  case $location in http*) ;; *) location="http://127.0.0.1:$port$location" ;; esac
  while :; do
    answer=$(platform_api "$location")
    status=$(field status <<<"$answer")
    [ "$status" = RUNNING ] || break
    sleep 0.3
  done
  [ "$status" = DONE ] || { say "导入 $1 失败 / Importing $1 failed: $answer"; return 1; }
  say "  $1: $(field applied <<<"$answer")"
}

replay_history() {
  local answer
  curl -sS -m 30 -o /dev/null -H 'Content-Type: application/json' -d '{"speed":0}' "http://127.0.0.1:$sim_port/sim/replay"
  while :; do
    answer=$(curl -sS -m 30 "http://127.0.0.1:$sim_port/sim/status")
    [ "$(field running <<<"$answer")" = true ] || break
    sleep 1
  done
  say "  企业微信好友往来 / friend events: $(field done <<<"$answer")"
}

# What was replayed lies in the platform's inbox: only when that is empty do the figures stand for the whole bank.
await_inbox() {
  local answer pending told=0
  while :; do
    answer=$(platform_api "http://127.0.0.1:$port/api/v1/wecom/inbox") || { sign_in; sleep 1; continue; }
    pending=$(($(field pending <<<"$answer") + $(field processing <<<"$answer")))
    [ "$pending" -gt 0 ] || return 0
    [ $((SECONDS - told)) -lt 20 ] || { told=$SECONDS; say "  平台正在处理,还剩 / the platform processes them, left: $pending"; }
    sleep 1
  done
}

load_bank() {
  local token kind
  await_platform
  sign_in && [ -n "$token" ] || return 1
  say "正在载入演示银行(仅首次,需几分钟) / Loading the demo bank (first start only, takes minutes) ..."
  # early, and waited for below: tags on friends can only be kept where the tags are known
  curl -sS -m 30 --retry 60 --retry-delay 1 --retry-connrefused -o /dev/null -d '{"act":"tell_tags"}' "http://127.0.0.1:$sim_port/sim/act" || return 1
  say "  http://localhost:$port  已可打开,数字随载入增长 / is open already, its figures grow meanwhile"
  for kind in institutions staff customers assignments; do import_file "$kind" || return 1; done
  await_inbox
  replay_history || return 1
  import_file bindings || return 1
  # what a bank of the reference form need not have
  for kind in holdings attributes interactions referrals; do
    [ ! -f "$bank/bank/$kind.csv" ] || import_file "$kind" || return 1
  done
  await_inbox
  printf '%s' "$bank" >"$loaded"
}

announce() {
  say ""
  say "  平台 / platform      http://localhost:$port"
  say "  企业微信模拟器 / WeCom simulator   http://localhost:$sim_port/sim"
  say "  客户收到的短信 / text messages     http://localhost:$sim_port/sim/sms"
  [ ! -s "$data/demo-sign-ins.txt" ] || sed 's/^/  /' "$data/demo-sign-ins.txt" >&2
  say "  数据 / data          $data        Ctrl-C 停止 / stops"
  say "  就绪用时 / ready after $SECONDS s"
}
