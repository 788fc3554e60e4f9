#!/usr/bin/env bash
# Pages under load: 20,000 people, 64 clients of wrk, each page for SECONDS_EACH seconds; medians, 99th percentiles, and
# the ratio to the lightest page there is (a style sheet from memory) in the same run. The visitor is signed in, as
# everybody is who reads files.
# usage: bench_pages [--out FILE.json] [--people N] [--seconds N]      (made by the build, run by bin/bench pages)
set -euo pipefail
people=20000 seconds=10 out=/dev/stdout
while [ $# -gt 0 ]; do
  case "$1" in
    --people) people=$2 ;; --seconds) seconds=$2 ;; --out) out=$(realpath -m "$2") ;;
    *) echo "bench_pages: unknown word '$1'" >&2; exit 2 ;;
  esac
  shift 2
done
jalon=$(dirname "$(realpath "$0")")/bin/jalon
scratch=$(mktemp -d)
server=
trap '[ -z "$server" ] || kill "$server" 2>/dev/null || true; rm -rf "$scratch"' EXIT
"$jalon" demo --people "$people" --data "$scratch/data" --db "$scratch/pages.db" --port 0 > "$scratch/out" 2> "$scratch/log" &
server=$!
for _ in $(seq 1500); do
  base=$(grep -o 'http://[0-9.:]*' "$scratch/out" || true)
  [ -n "$base" ] && break
  sleep 0.2
done
[ -n "$base" ] || { echo "bench_pages: the server did not start" >&2; cat "$scratch/log" >&2; exit 1; }
# Signed in with the first fictional account that may open every page measured.
session=
for account in $(curl -s "$base/connexion" | grep -o 'name="compte" value="[^"]*"' | sed 's/.*value="//; s/"$//'); do
  rm -f "$scratch/jar"
  csrf=$(curl -s -c "$scratch/jar" "$base/connexion" | grep -o 'name="csrf" value="[^"]*"' | head -n 1 | sed 's/.*value="//; s/"$//')
  curl -s -o /dev/null -b "$scratch/jar" -c "$scratch/jar" --data "csrf=$csrf&compte=$account" "$base/connexion/fictif"
  if [ "$(curl -s -o /dev/null -b "$scratch/jar" -w '%{http_code}' "$base/dispositifs")$(curl -s -o /dev/null -b "$scratch/jar" -w '%{http_code}' "$base/")" = 200200 ]; then
    session="Cookie: jalon_session=$(awk '$6 == "jalon_session" { print $7 }' "$scratch/jar")"
    break
  fi
done
[ -n "$session" ] || { echo "bench_pages: no fictional account opens the pages" >&2; exit 1; }
get() { curl -s -H "$session" "$@"; }
style=$(get "$base/" | grep -o '/static/styles[^"]*' | head -n 1)
file=$(get "$base/dossiers" | grep -o '/dossiers/[0-9a-f-]\{36\}' | head -n 1)
ms() {  # wrk writes 950.00us, 1.20ms, 2.00s
  awk -v t="$1" 'BEGIN { n = t + 0; if (t ~ /us$/) n /= 1000; else if (t !~ /ms$/) n *= 1000; printf "%.3f", n }'
}
rows=() reference=
for path in "$style" / /dossiers "/dossiers?q=ma&filtre=bloques&tri=gain" /blocages /cellule/2018-10-19 "$file" "$file/parcours" /point /dispositifs; do
  status=$(get -o /dev/null -w '%{http_code}' "$base$path")
  [ "$status" = 200 ] || { echo "bench_pages: $path answers $status" >&2; exit 1; }
  report=$(wrk -t 2 -c 64 -d "${seconds}s" --latency -H "$session" "$base$path")
  median=$(ms "$(awk '$1 == "50%" { print $2 }' <<< "$report")")
  high=$(ms "$(awk '$1 == "99%" { print $2 }' <<< "$report")")
  rate=$(awk '/Requests\/sec/ { print $2 }' <<< "$report")
  failed=$(awk '/Non-2xx/ { n += $NF } /Socket errors/ { gsub(",", ""); n += $4 + $6 + $8 + $10 } END { print n + 0 }' <<< "$report")
  reference=${reference:-$median}
  ratio=$(awk -v a="$median" -v b="$reference" 'BEGIN { printf "%.1f", a / b }')
  name=${path/$file//dossiers/:id}
  printf 'pages: %-42s %9s ms median %9s ms p99 %9s/s  x%s  failed %s\n' "$name" "$median" "$high" "$rate" "$ratio" "$failed" >&2
  rows+=("{\"page\":\"$name\",\"median_ms\":$median,\"p99_ms\":$high,\"per_second\":$rate,\"ratio_to_static\":$ratio,\"failed\":$failed}")
done
{
  printf '{"bench":"pages","people":%s,"clients":64,"seconds":%s,"rows":[\n' "$people" "$seconds"
  (IFS=$'\n'; echo "${rows[*]}" | sed '$!s/$/,/')
  printf ']}\n'
} > "$out"
