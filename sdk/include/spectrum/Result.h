// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: LGPL-2.1-or-later
// A value, or the Error that explains why there is none.
#pragma once

#include <spectrum/Error.h>

#include <utility>
#include <variant>

namespace spectrum
{

template <typename T>
class [[nodiscard]] Result
{
public:
    Result(T value) : m_state(std::in_place_index<0>, std::move(value)) {}
    Result(Error error) : m_state(std::in_place_index<1>, std::move(error)) {}

    [[nodiscard]] bool isOk() const noexcept { return m_state.index() == 0; }
    explicit operator bool() const noexcept { return isOk(); }

    // Only when isOk().
    [[nodiscard]] const T &value() const & { return std::get<0>(m_state); }
    [[nodiscard]] T &value() & { return std::get<0>(m_state); }
    [[nodiscard]] T &&value() && { return std::get<0>(std::move(m_state)); }
    const T &operator*() const & { return value(); }
    T &operator*() & { return value(); }
    const T *operator->() const { return &value(); }
    T *operator->() { return &value(); }

    // Only when not isOk().
    [[nodiscard]] const Error &error() const { return std::get<1>(m_state); }

private:
    std::variant<T, Error> m_state;
};

template <>
class [[nodiscard]] Result<void>
{
public:
    Result() = default;
    Result(Error error) : m_error(std::move(error)), m_isOk(false) {}

    [[nodiscard]] bool isOk() const noexcept { return m_isOk; }
    explicit operator bool() const noexcept { return m_isOk; }
    // Only when not isOk().
    [[nodiscard]] const Error &error() const { return m_error; }

private:
    Error m_error{};
    bool m_isOk = true;
};

} // namespace spectrum
