// What SQLite itself reaches: 64 events of the same size to a commit, no network, no signature.
// usage: ingest_bare FILE EVENTS        prints events a second
#include <cstdio>
#include <cstdlib>

#include "../storeinbox/bareloop.h"
#include "signedevents.h"

int main(int argc, char* argv[]) {
  if (argc != 3) return 2;
  const int events = std::atoi(argv[2]);
  std::printf("%.1f\n", events / billing::benchmark::bareLoop(argv[1], events, 64, billing::benchmark::eventBody(0)));
  return 0;
}
