# What every start script does: sourced, not run. Needs bash 3.2 or newer, as macOS has it.

readonly JAVA_MIN=17

fail() {
  printf 'reprise: %s\n' "$1" >&2
  exit 1
}

# The major version of a Java: by the file beside it where there is one, which is quicker than starting a JVM.
java_version() {
  local home version=
  home=$(readlink -f "$1" 2>/dev/null || true)
  home=${home%/bin/java}
  if [[ -n $home && -r $home/release ]]; then
    version=$(sed -n 's/^JAVA_VERSION="\([^"]*\)".*/\1/p' "$home/release")
  fi
  if [[ -z $version ]]; then
    version=$("$1" -version 2>&1 | sed -n 's/.*version "\([^"]*\)".*/\1/p' || true)
  fi
  version=${version%%[!0-9.]*}
  version=${version#1.}
  printf '%s' "${version%%.*}"
}

find_java() {
  local version
  if [[ -n ${JAVA_HOME:-} && -x $JAVA_HOME/bin/java ]]; then
    java=$JAVA_HOME/bin/java
  else
    java=$(command -v java) || fail "java is missing; install JDK $JAVA_MIN or newer and put it on the PATH"
  fi
  version=$(java_version "$java")
  [[ $version =~ ^[0-9]+$ ]] || fail "cannot tell the version of $java; JDK $JAVA_MIN or newer is needed"
  ((version >= JAVA_MIN)) || fail "$java is Java $version; JDK $JAVA_MIN or newer is needed"
}

# A JVM decodes arguments, file names and variables by the locale. In the locale C, and in one that is not installed, each byte
# of a letter beyond ASCII would become a replacement character. As other programs do, take C for its form in UTF-8.
use_utf8_for_c() {
  local name
  case $(locale charmap 2>/dev/null || true) in
    '' | ANSI_X3.4-1968 | US-ASCII | ASCII | 646) ;;
    *) return ;;
  esac
  for name in C.UTF-8 en_US.UTF-8; do
    if ! command -v locale >/dev/null || [[ $(LC_ALL=$name locale charmap 2>/dev/null) == UTF-8 ]]; then
      export LC_ALL=$name
      return
    fi
  done
}

# Whether there is a terminal to draw a bar on; the system can be asked better here than in a JVM.
find_terminal() {
  terminal=false
  if [[ -t 1 && ${TERM:-dumb} != dumb ]]; then
    terminal=true
  fi
}
