// Signs letters the way some teams' own listeners want it besides: HMAC-SHA256 of the body, as hex in one header.
#pragma once

#include <memory>
#include <string>

#include "sandbox/delivery/deliverer.h"

namespace billing::sandbox {

class HeaderSigner final : public Sender {
 public:
  explicit HeaderSigner(std::unique_ptr<Sender> sender) : sender_(std::move(sender)) {}
  /// Letters to that address carry the header from now on; an empty header: none do. On the sandbox's thread.
  void sign(std::string url, std::string header, std::string secret);
  void send(Letter letter, std::function<void(Outcome)> done) override;

 private:
  std::unique_ptr<Sender> sender_;
  std::string url_, header_, secret_;
};

}  // namespace billing::sandbox
