// A body that can be read only once. The network manager sends a request again, on a connection of its own accord, when
// a server hangs up without an answer; with a body that it cannot rewind, it gives up instead, and an event is fired
// exactly once.
#pragma once

#include <QByteArray>
#include <QIODevice>
#include <algorithm>
#include <cstring>

namespace billing::operations {

class OnceOnlyBody : public QIODevice {
 public:
  explicit OnceOnlyBody(QByteArray body, QObject* parent) : QIODevice(parent), body_(std::move(body)) {
    open(QIODevice::ReadOnly | QIODevice::Unbuffered);
  }
  bool isSequential() const override { return true; }
  bool seek(qint64) override { return false; }
  bool atEnd() const override { return at_ == body_.size(); }
  qint64 bytesAvailable() const override { return body_.size() - at_ + QIODevice::bytesAvailable(); }

 protected:
  qint64 readData(char* out, qint64 most) override {
    const qint64 size = std::min<qint64>(most, body_.size() - at_);
    if (size == 0) return -1;
    std::memcpy(out, body_.constData() + at_, static_cast<std::size_t>(size));
    at_ += size;
    return size;
  }
  qint64 writeData(const char*, qint64) override { return -1; }

 private:
  QByteArray body_;
  qint64 at_ = 0;
};

}  // namespace billing::operations
