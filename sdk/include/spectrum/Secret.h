// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: LGPL-2.1-or-later
// A password or key that wipes its memory and cannot be printed by accident.
#pragma once

#include <spectrum/Export.h>

#include <QByteArrayView>
#include <QDebug>
#include <QString>

#include <memory>

namespace spectrum
{

// UTF-8 bytes of a secret. Copying shares nothing: each copy is wiped when it ends. There is no conversion to
// QString and no QDebug operator; whoever needs the bytes says expose(), which is easy to search for.
class SPECTRUM_SDK_EXPORT Secret
{
public:
    Secret() noexcept = default;
    explicit Secret(QByteArrayView utf8);
    Secret(const Secret &other);
    Secret(Secret &&other) noexcept;
    Secret &operator=(const Secret &other);
    Secret &operator=(Secret &&other) noexcept;
    ~Secret();

    // Takes over text that came from outside and overwrites the text's own buffer if nobody shares it.
    [[nodiscard]] static Secret take(QString &&text);

    [[nodiscard]] bool isEmpty() const noexcept { return m_size == 0; }
    // The bytes, valid until this object changes. The caller must not keep a copy longer than it needs.
    [[nodiscard]] QByteArrayView expose() const noexcept { return {m_bytes.get(), m_size}; }
    void wipe() noexcept;

    // Compares in a time that depends on the lengths only.
    friend SPECTRUM_SDK_EXPORT bool operator==(const Secret &a, const Secret &b) noexcept;

private:
    std::unique_ptr<char[]> m_bytes;
    qsizetype m_size = 0;
};

QDebug operator<<(QDebug debug, const Secret &secret) = delete;

// Overwrites memory in a way that the compiler may not remove.
SPECTRUM_SDK_EXPORT void wipeMemory(void *memory, size_t size) noexcept;

} // namespace spectrum
