#include "store/inbox/queueinbox.h"

#include <openssl/evp.h>

#include <array>
#include <utility>

#include "store/inbox/inboxwriter.h"

namespace billing::store {
namespace {

std::string sha256(const std::string& bytes) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned int length = 0;
  if (EVP_Digest(bytes.data(), bytes.size(), digest.data(), &length, EVP_sha256(), nullptr) != 1) return {};
  return {reinterpret_cast<const char*>(digest.data()), length};
}

class PutCommand final : public WriteCommand {
 public:
  PutCommand(IncomingEvent event, EventInbox::Done done)
      : event_(std::move(event)), sha256_(sha256(event_.body)), done_(std::move(done)) {}

  Result<void> run(WriteContext& context) override {
    Result<InboxReceipt> receipt = writeDelivery(context, event_, sha256_);
    if (!receipt) return failure(receipt.error());
    receipt_ = *receipt;
    return {};
  }

  void finish(Result<void> outcome) override {
    done_(outcome ? Result<InboxReceipt>(receipt_) : Result<InboxReceipt>(failure(outcome.error())));
  }

 private:
  IncomingEvent event_;
  std::string sha256_;
  EventInbox::Done done_;
  InboxReceipt receipt_;
};

}  // namespace

void QueueInbox::put(IncomingEvent event, Done done) {
  queue_.push(std::make_unique<PutCommand>(std::move(event), std::move(done)), Priority::Normal);
}

}  // namespace billing::store
