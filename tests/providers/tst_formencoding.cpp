// Stripe's parameters are encoded byte for byte as its official library does it.
#include <simdjson.h>

#include <QFile>
#include <QTest>

#include "providers/stripe/formencoding.h"

using billing::providers::stripe::encodeForm;
using billing::providers::stripe::encodePathPiece;
using billing::providers::stripe::FormValue;

namespace {

QString vectorsFile() {
  const QString shared = qEnvironmentVariable("BILLING_SHARED", QStringLiteral(BILLING_SOURCE_DIR "/../shared"));
  return shared + QStringLiteral("/data/stripe/stripe-form-encoding-vectors.json");
}

FormValue fromJson(const simdjson::dom::element& value) {
  if (value.is_bool()) return {value.get_bool().value()};
  if (value.is_int64()) return {value.get_int64().value()};
  if (value.is_string()) return {value.get_string().value()};
  FormValue tree;
  simdjson::dom::array list;
  simdjson::dom::object map;
  if (value.get(list) == simdjson::SUCCESS)
    for (const auto item : list) tree.add(fromJson(item));
  else if (value.get(map) == simdjson::SUCCESS)
    for (const auto [key, item] : map) tree.set(std::string(key), fromJson(item));
  return tree;
}

std::string textOf(const simdjson::dom::element& vector, std::string_view key) {
  std::string_view text;
  return vector[key].get(text) == simdjson::SUCCESS ? std::string(text) : std::string();
}

std::string encodedVector(const simdjson::dom::element& vector) {
  const auto path = textOf(vector, "path");
  if (path.starts_with("id ")) return "/v1/customers/" + encodePathPiece(path.substr(3));
  const auto form = encodeForm(fromJson(vector["params"]));
  return textOf(vector, "url").empty() ? form : path + '?' + form;
}

}  // namespace

class TestFormEncoding : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void every_vector_of_the_official_library_comes_out_byte_for_byte() {
    QFile file(vectorsFile());
    if (!file.open(QIODevice::ReadOnly)) QSKIP("stripe-form-encoding-vectors.json is not here");
    simdjson::dom::parser parser;
    const auto text = file.readAll().toStdString();
    simdjson::dom::array vectors;
    QVERIFY(parser.parse(text)["vectors"].get(vectors) == simdjson::SUCCESS);
    QCOMPARE(vectors.size(), std::size_t{35});
    for (const auto vector : vectors) {
      const auto url = textOf(vector, "url");
      QCOMPARE(QByteArray::fromStdString(encodedVector(vector)),
               QByteArray::fromStdString(url.empty() ? textOf(vector, "body") : url));
    }
  }

  void absent_values_and_empty_lists_send_nothing_and_cleared_ones_an_empty_text() {
    FormValue form;
    form.set("a", FormValue()).set("b", FormValue::cleared()).setUnlessEmpty("c", "").setUnlessEmpty("d", "1");
    FormValue nothing;
    nothing.add(FormValue());
    form.set("e", nothing);
    QCOMPARE(QByteArray::fromStdString(encodeForm(form)), QByteArray("b=&d=1"));
    QCOMPARE(encodeForm(FormValue()), std::string());
  }

  void lists_of_maps_are_indexed_and_keep_their_order() {
    FormValue items;
    items.add(FormValue().set("id", "si_1").set("price", "price_2").set("quantity", std::int64_t{3}));
    items.add(FormValue().set("id", "si_2").set("deleted", true));
    const auto form = encodeForm(FormValue().set("items", items).set("proration_behavior", "none"));
    QCOMPARE(QByteArray::fromStdString(form),
             QByteArray("items[0][id]=si_1&items[0][price]=price_2&items[0][quantity]=3&items[1][id]=si_2&"
                        "items[1][deleted]=true&proration_behavior=none"));
  }

  void bytes_that_are_no_text_and_control_characters_are_encoded_too() {
    const std::string odd("\xff\0\x7f\r\n", 5);
    QCOMPARE(QByteArray::fromStdString(encodeForm(FormValue().set("k", odd))), QByteArray("k=%FF%00%7F%0D%0A"));
  }

  void an_id_cannot_leave_its_place_in_the_path() {
    QCOMPARE(QByteArray::fromStdString(encodePathPiece("a/../b?c=[1]#d")), QByteArray("a%2F..%2Fb%3Fc%3D%5B1%5D%23d"));
  }
};

QTEST_GUILESS_MAIN(TestFormEncoding)
#include "tst_formencoding.moc"
