// What a request's body or query must look like, in one line of text for each endpoint. Dodo's server names the field
// that it cannot read; so does this.
//
//   "product_id!:s quantity!:n status:(active|paused) billing:{country!:k city:s} product_cart!:[product_id!:s]"
//
// "!" must be there; without it null is as good as absent. Types: s text, n whole number, f number, b switch, t time
// (RFC 3339), c currency, k country, m metadata, d decimal text, o any object, * anything, (a|b) one of these words,
// {..} an object, [..] a list of objects, [s] and [(a|b)] a list of texts or words.
#pragma once

#include <QJsonObject>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sandbox/faces/dodo/outcome.h"
#include "sandbox/faces/query.h"

namespace billing::sandbox::dodo {

struct FieldShape;

struct TypeShape {
  char kind = '*';  ///< as above; '(' words, '{' object, '[' list
  std::vector<std::string> words;
  std::vector<FieldShape> fields;
  std::shared_ptr<TypeShape> element;
};

struct FieldShape {
  std::string name;
  bool required = false;
  TypeShape type;
};

class Shape {
 public:
  /// The text is part of the program; a mistake in it is found by the first test that makes a face.
  explicit Shape(std::string_view text);
  /// 422 INVALID_REQUEST_BODY with the path of the first field that does not fit. Unknown fields are passed over.
  [[nodiscard]] std::optional<Problem> fault(const QJsonObject& body) const;
  /// The same for a query: 422 INVALID_QUERY_PARAMS.
  [[nodiscard]] std::optional<Problem> fault(const QueryPairs& query) const;

 private:
  std::vector<FieldShape> fields_;
};

}  // namespace billing::sandbox::dodo
