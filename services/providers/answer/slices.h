// Takes a list apart without reading its objects: each keeps its bytes, and one that cannot be read spoils no other.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "support/result.h"

namespace billing::providers {

struct SlicedList {
  std::string frame;                    ///< the body with an empty list in place of the objects
  std::vector<std::string_view> items;  ///< the objects' own bytes, inside the body
};

/// `key` names the list at the top of the body: "items", "data". Only brackets and quotes are looked at; whether the
/// frame and the objects are JSON, their readers find out. InvalidInput "bad_answer" when there is no such list.
[[nodiscard]] Result<SlicedList> sliceList(std::string_view body, std::string_view key);

}  // namespace billing::providers
