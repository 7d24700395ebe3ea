// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: LGPL-2.1-or-later
#include <spectrum/Secret.h>

#include <algorithm>
#include <utility>
#include <cstring>

namespace spectrum
{

void wipeMemory(void *memory, size_t size) noexcept
{
    if (memory != nullptr)
        explicit_bzero(memory, size);
}

Secret::Secret(QByteArrayView utf8) : m_size(utf8.size())
{
    if (m_size > 0) {
        m_bytes = std::make_unique<char[]>(static_cast<size_t>(m_size));
        std::copy_n(utf8.data(), m_size, m_bytes.get());
    }
}

Secret::Secret(const Secret &other) : Secret(other.expose()) {}

Secret::Secret(Secret &&other) noexcept
    : m_bytes(std::move(other.m_bytes)), m_size(std::exchange(other.m_size, 0))
{
}

Secret &Secret::operator=(const Secret &other)
{
    if (this != &other)
        *this = Secret(other);
    return *this;
}

Secret &Secret::operator=(Secret &&other) noexcept
{
    if (this != &other) {
        wipe();
        m_bytes = std::move(other.m_bytes);
        m_size = std::exchange(other.m_size, 0);
    }
    return *this;
}

Secret::~Secret()
{
    wipe();
}

Secret Secret::take(QString &&text)
{
    QByteArray utf8 = text.toUtf8();
    Secret secret{QByteArrayView(utf8)};
    wipeMemory(utf8.data(), static_cast<size_t>(utf8.size()));
    if (text.isDetached())
        wipeMemory(text.data(), static_cast<size_t>(text.size()) * sizeof(QChar));
    text.clear();
    return secret;
}

void Secret::wipe() noexcept
{
    wipeMemory(m_bytes.get(), static_cast<size_t>(m_size));
    m_bytes.reset();
    m_size = 0;
}

bool operator==(const Secret &a, const Secret &b) noexcept
{
    if (a.m_size != b.m_size)
        return false;
    unsigned char difference = 0;
    for (qsizetype i = 0; i < a.m_size; ++i)
        difference |= static_cast<unsigned char>(a.m_bytes[static_cast<size_t>(i)]
                                                 ^ b.m_bytes[static_cast<size_t>(i)]);
    return difference == 0;
}

} // namespace spectrum
