// SPDX-License-Identifier: MIT
// What fmt's headers only declare, compiled once. Distributions ship libfmt as a shared library, which lengthens every
// start of the program, and compiling the definitions into every source (fmt::fmt-header-only) doubles the build time.
#include <fmt/format-inl.h>

FMT_BEGIN_NAMESPACE
namespace detail {

// The templates that format.h declares extern, for char alone.
template FMT_API auto thousands_sep_impl<char>(locale_ref) -> thousands_sep_result<char>;
template FMT_API auto decimal_point_impl(locale_ref) -> char;
#if FMT_VERSION >= 100000 && FMT_VERSION < 110000
template FMT_API void vformat_to(buffer<char>&, string_view, vformat_args<>::type, locale_ref);
#endif

}  // namespace detail
FMT_END_NAMESPACE
