// Reads the columns of a result from left to right into the plain values of listrows.h.
#pragma once

#include <QSqlQuery>
#include <QVariant>
#include <optional>

namespace billing::store {

class Columns {
 public:
  explicit Columns(const QSqlQuery& query) : query_(query) {}
  Columns& to(QString& value) {
    value = query_.value(at_++).toString();
    return *this;
  }
  Columns& to(qint64& value) {
    value = query_.value(at_++).toLongLong();
    return *this;
  }
  Columns& to(int& value) {
    value = query_.value(at_++).toInt();
    return *this;
  }
  Columns& to(bool& value) {
    value = query_.value(at_++).toLongLong() != 0;
    return *this;
  }
  Columns& to(QByteArray& value) {
    value = query_.value(at_++).toByteArray();
    return *this;
  }
  Columns& to(std::optional<qint64>& value) {
    const QVariant read = query_.value(at_++);
    value = read.isNull() ? std::nullopt : std::optional<qint64>(read.toLongLong());
    return *this;
  }
  template <class First, class Second, class... More>
  Columns& to(First& first, Second& second, More&... more) {
    to(first);
    return to(second, more...);
  }

 private:
  const QSqlQuery& query_;
  int at_ = 0;
};

}  // namespace billing::store
