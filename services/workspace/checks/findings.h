// Collects what is wrong with a workspace file, each finding at the line of the setting that it is about.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "workspace/configcheck.h"

namespace billing::workspace {

class FindingList {
 public:
  using Lines = std::map<std::string, int, std::less<>>;
  /// `lines` outlives the list.
  FindingList(std::string file, const Lines& lines) : file_(std::move(file)), lines_(lines) {}

  /// `path` like "plan[1].price[0].test"; where the file has no such line, that of the table around it is told.
  void add(Severity severity, std::string code, std::string_view path, std::string what, std::string fix);
  [[nodiscard]] bool given(std::string_view path) const { return lines_.contains(path); }
  /// In the order of lines; at one line the graver first.
  [[nodiscard]] std::vector<Finding> take();

 private:
  [[nodiscard]] int lineOf(std::string_view path) const;

  std::string file_;
  const Lines& lines_;
  std::vector<Finding> findings_;
};

/// "plan[2]": the path of the n-th table of a list.
[[nodiscard]] std::string at(std::string_view list, std::size_t index);

}  // namespace billing::workspace
