// Any bytes as a request: the gates must neither crash nor change their mind when the same bytes arrive in two pieces,
// and what they let through must hold what they promise.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "http/characters.h"
#include "http/chunkgate.h"
#include "http/headgate.h"
#include "http/requestpolicy.h"

using namespace billing::http;

namespace {

void require(bool good) {
  if (!good) std::abort();
}

template <class Gate>
struct Run {
  Gate gate;
  typename Gate::State state = Gate::State::NeedMore;
  std::size_t used = 0;

  Run(Gate fresh, std::string_view bytes, std::size_t cut) : gate(std::move(fresh)) {
    for (const std::string_view part : {bytes.substr(0, cut), bytes.substr(cut)}) {
      std::size_t here = 0;
      if (state == Gate::State::NeedMore) state = gate.feed(part, here);
      require(here <= part.size());
      used += here;
    }
  }
};

template <class Gate>
Run<Gate> sameInTwoPieces(const Gate& fresh, std::string_view bytes, std::size_t cut) {
  const Run<Gate> cutUp(fresh, bytes, cut);
  Run<Gate> whole(fresh, bytes, 0);
  require(whole.state == cutUp.state);
  if (whole.state == Gate::State::Complete) require(whole.used == cutUp.used);
  if (whole.state == Gate::State::Refused) require(whole.gate.refusal().status >= 400);
  return whole;
}

void checkHead(const Head& head, const Limits& limits) {
  require(!head.method.empty() && !head.target.empty());
  require(head.fields.size() <= limits.headerFields && head.target.size() <= limits.targetBytes);
  for (const Field& field : head.fields) {
    require(!field.name.empty());
    for (const char c : field.name) require(isTokenCharacter(c));
    for (const char c : field.value) require(isValueCharacter(c));
  }
}

void follow(Run<HeadGate>& run, std::string_view rest, std::size_t cut, const Limits& limits) {
  const Head head = run.gate.takeHead();
  checkHead(head, limits);
  Framing framing;
  const bool refused = judgeFraming(head, limits.bodyBytes, framing).has_value();
  static_cast<void>(judgeOrigin(head, 4242));
  static_cast<void>(judgeMethod(head));
  require(pathOf(head.target).size() <= head.target.size() + 1);
  if (refused) return;
  require(framing.length <= limits.bodyBytes);
  if (framing.chunked) sameInTwoPieces(ChunkGate(limits.bodyBytes), rest, cut % (rest.size() + 1));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 2) return 0;
  Limits limits;
  limits.headerBytes = 1024;
  limits.headerFields = 8;
  limits.targetBytes = 128;
  limits.bodyBytes = 4096;
  const std::size_t cut = data[0] * 256U + data[1];
  const std::string_view bytes(reinterpret_cast<const char*>(data) + 2, size - 2);
  auto run = sameInTwoPieces(HeadGate(limits), bytes, cut % (bytes.size() + 1));
  if (run.state == HeadGate::State::Complete)
    follow(run, bytes.substr(run.used), cut, limits);
  else
    sameInTwoPieces(ChunkGate(limits.bodyBytes), bytes, cut % (bytes.size() + 1));
  return 0;
}
