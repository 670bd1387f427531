#!/usr/bin/env bash
# Runs a command in a display of its own: Xvfb, a private D-Bus session, and openbox so that keys reach windows.
# usage: withdisplay.sh COMMAND...     Nothing is left behind: each child is ended by its own process id.
set -u
run=$(mktemp -d) || exit 99
chmod 700 "$run"
mkdir "$run/home"
export XDG_RUNTIME_DIR=$run HOME=$run/home LANG=C.UTF-8 LC_ALL=C.UTF-8
export GTK_A11Y=none NO_AT_BRIDGE=1
unset WAYLAND_DISPLAY QT_QPA_PLATFORM DBUS_SESSION_BUS_ADDRESS DISPLAY

mkfifo "$run/display"
Xvfb -displayfd 3 -screen 0 "${SCREEN:-1440x900x24}" -nolisten tcp -noreset 3>"$run/display" 2>"$run/xvfb.log" &
server=$!
if ! read -r -t 20 number <"$run/display"; then
  cat "$run/xvfb.log" >&2
  kill "$server" 2>/dev/null
  rm -rf "$run"
  exit 99
fi
export DISPLAY=:$number

# Of the services that a bus may start only accessibility: a key ring would ask somebody for a password.
mkdir "$run/services"
cp /usr/share/dbus-1/services/org.a11y.Bus.service "$run/services/" || exit 99
cat >"$run/bus.conf" <<CONF
<busconfig>
  <type>session</type>
  <listen>unix:dir=$run</listen>
  <servicedir>$run/services</servicedir>
  <policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/></policy>
</busconfig>
CONF

# The window manager says that it is ready through a property of the root window.
inner='
openbox --sm-disable >/dev/null 2>&1 &
manager=$!
for _ in $(seq 200); do
  xprop -root _NET_SUPPORTING_WM_CHECK 2>/dev/null | grep -q "window id" && break
  sleep 0.05
done
"$@"
code=$?
kill "$manager" 2>/dev/null
exit $code'
dbus-run-session --config-file="$run/bus.conf" -- bash -c "$inner" withdisplay "$@" 2> >(grep -v "^dbus-daemon\[\|^SpiRegistry" >&2)
code=$?
kill "$server" 2>/dev/null
wait "$server" 2>/dev/null
rm -rf "$run"
exit $code
