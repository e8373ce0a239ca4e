# Runs every test. Sourced by ../scrm.

has_browser() {
  { command -v chromium || command -v chromium-browser || command -v google-chrome; } >/dev/null &&
    command -v chromedriver >/dev/null && [ -n "$(fc-list :lang=zh 2>/dev/null)" ]
}

install_browser() {
  local sudo=()
  command -v apt-get >/dev/null || return 0
  if [ "$(id -u)" -ne 0 ]; then
    sudo -n true 2>/dev/null || return 0
    sudo=(sudo -n)
  fi
  say "正在安装浏览器测试所需的 Chromium、驱动与中文字体 / Installing Chromium, its driver and CJK fonts for the browser tests ..."
  { ${sudo[@]+"${sudo[@]}"} apt-get update -qq &&
    DEBIAN_FRONTEND=noninteractive ${sudo[@]+"${sudo[@]}"} apt-get install -y -qq --no-install-recommends \
      chromium chromium-driver fonts-noto-cjk fontconfig; } >/dev/null ||
    say "安装未成功 / The installation did not succeed"
}

run_tests() {
  find_jdk
  has_browser || install_browser
  local without=() note="含浏览器测试 / browser tests included" code=0 begun=$SECONDS
  if ! has_browser; then
    without=(-DexcludedGroups=browser)
    note="注意:缺少 Chromium、chromedriver 或中文字体,未运行浏览器测试 / NOTE: the browser tests did NOT run: Chromium, chromedriver or a CJK font is missing"
  fi
  mkdir -p "$root/target"
  touch "$root/target/.test-begun"
  (cd "$root" && ./mvnw -B ${without[@]+"${without[@]}"} "$@" verify) || code=$?
  # Maven may have been told to go on after failures, and then calls that a success
  [ "$(count_reported '<testsuite [^>]* (errors|failures)="[1-9]')" -eq 0 ] || code=${code/#0/1}
  local minutes=$(((SECONDS - begun + 59) / 60))
  say ""
  if [ "$code" -eq 0 ]; then
    say "全部 $(count_reported '<testcase ') 项测试通过,用时约 $minutes 分钟;$note / All tests passed."
  else
    say "测试未通过,见上文(退出码 $code);$note / Tests failed, see above."
  fi
  return "$code"
}

# How many tests this run reported.
# How often a pattern stands in the reports of this run.
count_reported() {
  find "$root" -path '*/target/*-reports/TEST-*.xml' -newer "$root/target/.test-begun" -exec grep -Eho "$1" {} + | wc -l | tr -d ' '
}
