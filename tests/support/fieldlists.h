// The providers' own field lists (data/*/...-fields.md, taken mechanically from the SDKs' types), and objects made up
// from them at random.
#pragma once

#include <QJsonObject>
#include <QJsonValue>
#include <QMap>
#include <QString>
#include <QStringList>
#include <QVector>
#include <random>

namespace billing::test {

struct ListedField {
  QString name, type;  ///< type as in the list: "string | null", "Array<Addon>"
  bool optional = false;
};

class FieldLists {
 public:
  /// Empty when the file is not there.
  [[nodiscard]] static FieldLists read(const QString& path);

  [[nodiscard]] bool empty() const { return objects_.isEmpty(); }
  [[nodiscard]] QVector<ListedField> fields(const QString& object) const { return objects_.value(object); }
  [[nodiscard]] QStringList words(const QString& type) const { return words_.value(type); }
  /// The full name of a type that is named inside of an object; empty when it is in no list.
  [[nodiscard]] QString resolve(const QString& owner, const QString& type) const;

 private:
  QMap<QString, QVector<ListedField>> objects_;
  QMap<QString, QStringList> words_;
};

/// How plain values look: what a text field of that name holds.
using TextOf = QString (*)(const QString& field, std::mt19937& dice);
using NumberOf = qint64 (*)(const QString& field, std::mt19937& dice);

class ObjectMaker {
 public:
  ObjectMaker(const FieldLists& lists, TextOf text, NumberOf number, unsigned seed)
      : lists_(lists), text_(text), number_(number), dice_(seed) {}
  [[nodiscard]] QJsonObject make(const QString& object) { return objectOf(object, 0); }
  [[nodiscard]] std::mt19937& dice() { return dice_; }
  [[nodiscard]] int roll(int sides) { return static_cast<int>(dice_() % static_cast<unsigned>(sides)); }

 private:
  [[nodiscard]] QJsonObject objectOf(const QString& name, int depth);
  [[nodiscard]] QJsonValue valueOf(const QString& owner, const ListedField& field, int depth);
  [[nodiscard]] QJsonValue one(const QString& owner, const QString& field, const QString& type, int depth);
  [[nodiscard]] QJsonArray some(const QString& owner, const QString& field, const QString& type, int depth);

  const FieldLists& lists_;
  TextOf text_;
  NumberOf number_;
  std::mt19937 dice_;
};

}  // namespace billing::test
