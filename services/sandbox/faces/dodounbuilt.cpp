// Holds the place of the Dodo face until there is one; then this file goes.
#include "sandbox/faces/face.h"

namespace billing::sandbox {
namespace {

class UnbuiltDodoFace final : public Face {
 public:
  CallAnswer answer(const Call&) override {
    return {501, R"({"code":"NOT_IMPLEMENTED","message":"Not built yet"})", "application/json", {}};
  }
  std::vector<Spoken> speak(const Happening&) override { return {}; }
  std::string body(const Event&) override { return "{}"; }
};

}  // namespace

std::unique_ptr<Face> makeDodoFace(Engine&, const FaceOptions&) {
  return std::make_unique<UnbuiltDodoFace>();
}

}  // namespace billing::sandbox
